package source

import (
	"archive/tar"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/ulikunitz/xz"

	"assay/item"
)

// TestBombs: what is built to exhaust the machine ends with a finding, without
// taking much memory.
func TestBombs(t *testing.T) {
	const gigabyte = 1 << 30
	deep := "x"
	for range 1000 {
		deep = storedZipOf(t, file{"z", deep})
	}
	deepGzip := "x"
	for range 100 {
		deepGzip = gzipOf(t, "z", deepGzip)
	}
	zeros := zerosInGzip(t, gigabyte)
	for name, test := range map[string]struct {
		data string
		want []string // the last lines
	}{
		"zeros in zip":    {zeroZip(t, gigabyte), []string{"unreadable document f!zeros source/bound", "container zip f"}},
		"zeros in gzip":   {zeros, []string{"unreadable document f!f source/bound", "unreadable gzip f source/bound"}},
		"nested zips":     {deep, []string{"unreadable zip f!z!z!z!z!z!z!z!z!z!z!z!z!z!z!z!z source/bound"}},
		"nested gzips":    {deepGzip, []string{"container gzip f"}},
		"overlapping zip": {overlappingZip(t), []string{"unreadable zip f source/bound"}},
		"large tar":       {hugeTar(t, 1<<40), []string{"unreadable document f!huge source/damaged", "unreadable tar f source/damaged"}},
		"sparse tar":      {sparseTar(4 << 30), []string{"unreadable document f!sparse source/bound"}},
		"dictionary":      {largeDictionary(t), []string{"document document f!f", "container xz f"}},
		"window":          {zstdWindow(30), []string{"unreadable document f!f source/bound", "unreadable zstd f source/bound"}},
		"large mail":      {gzipOf(t, "m", "Received: x\n"+strings.Repeat("large mail\n", MaxMail/10)), []string{"unreadable mail f!m source/mail-too-large", "container gzip f"}},
	} {
		t.Run(name, func(t *testing.T) {
			stop := peakHeap()
			start := time.Now()
			entries := walkOne(t, test.data)
			checkEntries(t, entries)
			got := summary(entries)
			if !containsAll(got, test.want) {
				t.Errorf("entries end in %q, want %q", got[max(0, len(got)-3):], test.want)
			}
			t.Logf("%d bytes, %d entries, %v", len(test.data), len(entries), time.Since(start).Round(time.Millisecond))
			if peak := stop(); peak > 200<<20 {
				t.Errorf("heap grew to %d MiB", peak>>20)
			}
		})
	}
}

// TestBudget: what compressed streams expand to is bounded in sum. The bound
// ends the archive, and all around it.
func TestBudget(t *testing.T) {
	var many []file
	for i := range 20 {
		many = append(many, file{fmt.Sprint(i), zerosInGzip(t, 1<<20)})
	}
	data := zipOf(t, file{"a", zipOf(t, many...)}, file{"b", "text"})
	budget := &Budget{limit: 3 << 20}
	var entries []Entry
	err := (&Walker{}).Inside(t.Context(), item.Locator{Root: "f"}, strings.NewReader(data), int64(len(data)), budget, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkEntries(t, entries)
	want := []string{
		"document document f!a!0!0", "container gzip f!a!0",
		"document document f!a!1!1", "container gzip f!a!1",
		"unreadable document f!a!2!2 source/bound", "unreadable gzip f!a!2 source/bound",
		"unreadable zip f!a source/bound", "unreadable zip f source/bound",
	}
	if diff := cmp.Diff(want, summary(entries)); diff != "" {
		t.Error(diff)
	}
	if budget.spent != budget.limit+1 || entries[len(entries)-1].Expanded != budget.spent {
		t.Errorf("spent %d of %d, the archive took %d", budget.spent, budget.limit, entries[len(entries)-1].Expanded)
	}
}

func containsAll(lines, want []string) bool {
	all := strings.Join(lines, "\n") + "\n"
	for _, line := range want {
		if !strings.Contains(all, line+"\n") {
			return false
		}
	}
	return true
}

// peakHeap watches the heap until the function is called that it returns.
func peakHeap() func() uint64 {
	runtime.GC()
	done, peak := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { done <- true; return <-peak }
}

// zeros is a reader of n zeros.
func zeros(n int64) io.Reader { return io.LimitReader(zeroReader{}, n) }

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func zerosInGzip(t testing.TB, n int64) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.Copy(w, zeros(n))
	write(t, w, "", err)
	closeAll(t, w)
	return b.String()
}

// rawZip writes a zip of members that share data; each says it has size bytes.
func rawZip(data string, method uint16, size uint32, names ...string) string {
	var b, dir []byte
	le := binary.LittleEndian
	header := func(b []byte, name string) []byte {
		b = le.AppendUint16(b, 20)
		b = le.AppendUint16(b, 0)
		b = le.AppendUint16(b, method)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint32(b, 0) // checksum: not known
		b = le.AppendUint32(b, uint32(len(data)))
		b = le.AppendUint32(b, size)
		b = le.AppendUint16(b, uint16(len(name)))
		return le.AppendUint16(b, 0)
	}
	b = append(header([]byte(zipLocalMark), ""), data...)
	for _, name := range names {
		dir = append(dir, zipMemberMark...)
		dir = header(le.AppendUint16(dir, 20), name)
		dir = append(dir, make([]byte, 14)...) // comment, disk, attributes, offset 0
		dir = append(dir, name...)
	}
	end := len(b)
	b = append(append(b, dir...), zipEndMark...)
	b = append(b, 0, 0, 0, 0)
	b = le.AppendUint16(le.AppendUint16(b, uint16(len(names))), uint16(len(names)))
	b = le.AppendUint32(le.AppendUint32(b, uint32(len(dir))), uint32(end))
	return string(append(b, 0, 0))
}

func deflated(t testing.TB, r io.Reader) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		_, err = io.Copy(w, r)
	}
	write(t, w, "", err)
	closeAll(t, w)
	return b.String()
}

func zeroZip(t testing.TB, n int64) string {
	return rawZip(deflated(t, zeros(n)), zipDeflate, uint32(n), "zeros")
}

func overlappingZip(t testing.TB) string {
	var names []string
	for i := range 10_000 {
		names = append(names, fmt.Sprint(i))
	}
	return rawZip(deflated(t, zeros(100<<20)), zipDeflate, 100<<20, names...)
}

func hugeTar(t testing.TB, size int64) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	write(t, w, "only this", w.WriteHeader(&tar.Header{Name: "huge", Size: size}))
	return b.String()
}

// sparseTar is a tar with a sparse file of GNU's old form: nothing but a hole.
func sparseTar(size int64) string {
	h := make([]byte, tarBlock)
	copy(h, "sparse")
	copy(h[100:], "0000600\x000000000\x000000000\x0000000000000\x0000000000000\x00        S")
	copy(h[257:], "ustar  \x00")
	copy(h[386:], fmt.Sprintf("%011o\x0000000000000\x00", size)) // a fragment of no bytes at the end
	copy(h[483:], fmt.Sprintf("%011o\x00", size))
	sum := 0
	for _, c := range h {
		sum += int(c)
	}
	copy(h[148:], octal(sum))
	return string(h) + string(make([]byte, 2*tarBlock))
}

// largeDictionary is a small xz whose block asks for a dictionary of 4 GiB.
func largeDictionary(t testing.TB) string {
	b := []byte(xzOf(t, "text", xz.WriterConfig{}))
	const block = 12
	size := (int(b[block]) + 1) * 4
	at := bytes.IndexByte(b[block:block+size], xzLZMA2) + block
	b[at+2] = 40
	binary.LittleEndian.PutUint32(b[block+size-4:], crc32.ChecksumIEEE(b[block:block+size-4]))
	return string(b)
}

// zstdWindow is the head of a frame with a window of 1<<log bytes.
func zstdWindow(log byte) string {
	return "\x28\xb5\x2f\xfd\x00" + string([]byte{(log - 10) << 3}) + "\x01\x00\x00"
}

func TestXZ(t *testing.T) {
	text := strings.Repeat("some text, and some more of it\n", 20_000)
	for name, data := range map[string]string{
		"CRC32":   xzOf(t, text, xz.WriterConfig{CheckSum: xz.CRC32}),
		"CRC64":   xzOf(t, text, xz.WriterConfig{CheckSum: xz.CRC64}),
		"SHA-256": xzOf(t, text, xz.WriterConfig{CheckSum: xz.SHA256}),
		"none":    xzOf(t, text, xz.WriterConfig{NoCheckSum: true}),
		"blocks":  xzOf(t, text, xz.WriterConfig{BlockSize: 10_000}),
		"streams": xzOf(t, text[:1000], xz.WriterConfig{}) + "\x00\x00\x00\x00" + xzOf(t, text[1000:], xz.WriterConfig{}),
	} {
		t.Run(name, func(t *testing.T) {
			in := takeBuffer(strings.NewReader(data))
			got, err := io.ReadAll(newXZ(in, MaxWindow))
			if diff := cmp.Diff(text, string(got)); diff != "" || err != nil {
				t.Fatal(err, diff)
			}
			for at := range data {
				if at > 60 && at < len(data)-60 {
					continue // one of many alike
				}
				broken := data[:at] + string(data[at]^0x20) + data[at+1:]
				got, err := io.ReadAll(newXZ(takeBuffer(strings.NewReader(broken)), MaxWindow))
				if err == nil && string(got) != text {
					t.Errorf("byte %d changed: other text, and no error", at)
				}
			}
			if _, err := io.ReadAll(newXZ(takeBuffer(strings.NewReader(data[:len(data)-1])), MaxWindow)); err != io.ErrUnexpectedEOF {
				t.Errorf("cut off: %v", err)
			}
		})
	}
}

func TestWindowHalves(t *testing.T) {
	frame := zstdWindow(25)
	for level, want := range map[int]bool{0: true, 1: true, 2: false} {
		rc, _, err := decompress(FormatZstd, takeBuffer(strings.NewReader(frame)), int64(len(frame)), level)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(rc); (err == nil) != want {
			t.Errorf("level %d: %v", level, err)
		}
		closeAll(t, rc)
	}
}

// TestManySmallStreams: the memory of a window is not to be cleared again for
// every few bytes; where it is, this takes minutes.
func TestManySmallStreams(t *testing.T) {
	const n = 5000
	for name, data := range map[string]string{
		"xz":   strings.Repeat(xzOf(t, "x", xz.WriterConfig{DictCap: MaxWindow}), n),
		"zstd": strings.Repeat(zstdWindow(26)[:6]+"\x09\x00\x00x", n),
	} {
		t.Run(name, func(t *testing.T) {
			entries := walkOne(t, data)
			if entries[0].Size != n || len(entries) != 2 {
				t.Errorf("%q, %d bytes", summary(entries), entries[0].Size)
			}
		})
	}
}

// TestLyingLengths: every message of an mbox claims to have a length that makes
// the window as large as it gets.
func TestLyingLengths(t *testing.T) {
	stop := peakHeap()
	const n = 1_000_000
	one := fmt.Sprintf("%sContent-Length: %d\n\nx\n\n", fromDated, MaxMail-100)
	s := newSplitter(io.LimitReader(&repeated{text: one}, int64(n*len(one))), MaxMail)
	got := 0
	for ; ; got++ {
		m, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil || len(m.data) > 40 {
			t.Fatal(len(m.data), err)
		}
		s.pass(m)
	}
	if got != n {
		t.Errorf("%d messages", got)
	}
	// The window itself may take MaxMail twice, while it grows.
	if peak := stop(); peak > 280<<20 {
		t.Errorf("heap grew to %d MiB", peak>>20)
	}
}
