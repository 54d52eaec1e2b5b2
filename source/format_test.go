package source

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"assay/item"
)

func TestRecognise(t *testing.T) {
	oldTar := []byte(tarOf(t, file{"x", "data"}))
	copy(oldTar[257:], make([]byte, 8)) // no magic: then the checksum is another
	copy(oldTar[148:], "        ")
	sum := 0
	for _, b := range oldTar[:512] {
		sum += int(b)
	}
	copy(oldTar[148:], octal(sum))
	for name, test := range map[string]struct {
		head string
		want Format
	}{
		"empty":                {"", FormatDocument},
		"text":                 {"Note: buy milk\nand bread\n", FormatDocument},
		"mail":                 {aMail, FormatMail},
		"mail, byte order":     {"\xef\xbb\xbf" + aMail, FormatMail},
		"mail, blank lines":    {"\r\n\n" + aMail, FormatMail},
		"mail, Mac line ends":  {strings.ReplaceAll(aMail, "\r\n", "\r"), FormatMail},
		"mail, one sure field": {"X-Odd: 1\nReceived: by x\n\n", FormatMail},
		"mail, two fields":     {"Date: Mon, 1 Jan 2001 00:00:00 +0000\nFrom: the boss\n\n", FormatMail},
		"mail, folded":         {"X-Odd: 1\n\tgoes on\nMessage-ID: <1@x>\n\n", FormatMail},
		"mail, blank colon":    {"Received : by x\n\n", FormatMail},
		"mail, part":           {"Content-Type: multipart/mixed; boundary=x\n\n--x\n", FormatMail},
		"one weak field":       {"Date: today\n\nDear diary\n", FormatDocument},
		"one field twice":      {"Date: today\nDate: tomorrow\n\n", FormatDocument},
		"field too late":       {"Dear diary\nReceived: by x\n", FormatDocument},
		"web answer":           {"HTTP/1.1 200 OK\nDate: today\nContent-Type: text/html\n\n", FormatDocument},
		"source code":          {"package main\n\nimport \"fmt\"\n", FormatDocument},
		"configuration":        {"name: x\nfrom: alpine\nsteps:\n  - run: y\n", FormatDocument},
		"mbox":                 {"From a@example.org Thu Jan  1 00:00:00 1970\n" + aMail, FormatMbox},
		"mbox, byte order":     {"\xef\xbb\xbfFrom -\n" + aMail, FormatMbox},
		"mbox, escaped line":   {"From - Thu Jan  1 00:00:00 1970\n>From x\n" + aMail, FormatMbox},
		"From_ in prose":       {"From here on it is Thu Jan  1 00:00:00 1970\nand so on\n", FormatDocument},
		"zip":                  {zipOf(t, file{"a", "b"}), FormatZip},
		"zip, empty":           {zipOf(t), FormatZip},
		"OOXML":                {zipOf(t, file{"[Content_Types].xml", "<x/>"}), FormatOffice},
		"ODF":                  {storedZipOf(t, file{"mimetype", "application/x"}), FormatOffice},
		"tar":                  {tarOf(t, file{"x", "data"}), FormatTar},
		"tar before ustar":     {string(oldTar), FormatTar},
		"gzip":                 {gzipOf(t, "", "x"), FormatGzip},
		"xz":                   {xzOf(t, "x", xz.WriterConfig{}), FormatXZ},
		"zstd":                 {zstdOf(t, "x"), FormatZstd},
		"bzip2":                {"BZh91AY&SY....", FormatBzip2},
		"bzip2, empty":         {"BZh9\x17\x72\x45\x38\x50\x90....", FormatBzip2},
		"only looks so":        {"BZh9 is a word", FormatDocument},
		"PST":                  {"!BDN\x00\x00\x00\x00SM\x17\x00", "pst"},
		"OST":                  {"!BDN\x00\x00\x00\x00SO\x17\x00", "ost"},
		"TNEF":                 {"\x78\x9f\x3e\x22\x00\x00", "tnef"},
		"7z":                   {"7z\xbc\xaf\x27\x1c\x00\x04", "7z"},
		"rar":                  {"Rar!\x1a\x07\x01\x00", "rar"},
		"OLE2":                 {oleOf("WordDocument"), FormatOLE2},
		"MSG":                  {oleOf("__properties_version1.0"), FormatMSG},
	} {
		t.Run(name, func(t *testing.T) {
			head := test.head[:min(len(test.head), HeadSize)]
			if got := Recognise([]byte(head)); got != test.want {
				t.Errorf("recognised as %q, want %q", got, test.want)
			}
		})
	}
}

func octal(n int) string {
	const digits = "01234567"
	b := []byte("000000\x00 ")
	for i := 5; i >= 0; i, n = i-1, n>>3 {
		b[i] = digits[n&7]
	}
	return string(b)
}

// oleOf is the beginning of an OLE2 file whose root holds one stream.
func oleOf(stream string) string {
	b := make([]byte, 1024)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(b[30:], 9)
	binary.LittleEndian.PutUint32(b[48:], 0) // the directory is sector 0
	copy(b[512:], utf16Bytes("Root Entry"))
	copy(b[512+oleEntrySize:], utf16Bytes(stream))
	return string(b)
}

func TestOutlookMessageFarInside(t *testing.T) {
	const far = 40_000
	for stream, want := range map[string]item.Kind{"__nameid_version1.0": item.Unreadable, "Workbook": item.Document} {
		b := append([]byte(oleOf(stream))[:512], make([]byte, far*512)...)
		binary.LittleEndian.PutUint32(b[48:], far-1)
		copy(b[far*512:], oleOf(stream)[512:])
		for name, data := range map[string]string{"plain": string(b), "in gzip": gzipOf(t, "m", string(b))} {
			if got := walkOne(t, data)[0]; got.Kind != want {
				t.Errorf("%s, %s: %s %s, want %s", stream, name, got.Kind, got.Format, want)
			}
		}
	}
}

// TestTables reads every row: each format that is not read has a command, and
// every name is one that a header field can have.
func TestTables(t *testing.T) {
	table, err := parseSignatures(formatsTable)
	if err != nil || len(table) < 20 {
		t.Fatalf("%d rows, %v", len(table), err)
	}
	for _, s := range table {
		head := make([]byte, s.offset, HeadSize)
		if got := Recognise(append(head, s.bytes...)); got != s.format && s.format != FormatZip {
			t.Errorf("the bytes of %s are recognised as %s", s.format, got)
		}
		if (s.format.Kind() == item.Unreadable) != (s.command != "") {
			t.Errorf("%s is %s, and its command is %q", s.format, s.format.Kind(), s.command)
		}
	}
	for name := range mailFields() {
		if string(fieldName([]byte(name+": x"))) != name {
			t.Errorf("%q is no name of a field", name)
		}
	}
	for _, bad := range []string{"zip 0", "zip x 00", "zip 0 0g"} {
		if _, err := parseSignatures(bad); err == nil {
			t.Errorf("row %q was read", bad)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	for _, seed := range []string{"", aMail, "From a Thu Jan  1 00:00:00 1970\nA: b\n", zipOf(f, file{"a", "b"}), oleOf("x")} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		if Recognise(head).Kind() == "" {
			t.Error("no kind")
		}
	})
}
