package c2pa

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/finding"
	"assay/internal/doctest"
)

// inBMFF has brands, the store, a box of boxes and media.
func inBMFF(store []byte) ([]byte, stretch) {
	head := slices.Concat(box("ftyp", []byte("isom\x00\x00\x00\x00isom")))
	uuid := box("uuid", []byte(bmffUser), make([]byte, 4), []byte("manifest\x00"), make([]byte, 8), store)
	rest := slices.Concat(box("moov", box("mvhd", []byte{0, 0, 0, 1, 'a', 'b', 'c'}), box("trak", []byte("xy"))), box("free", make([]byte, 9)), box("mdat", []byte("the media")))
	return slices.Concat(head, uuid, rest), stretch{len(head), len(head) + len(uuid)}
}

// usual are the exclusions that every tool writes.
func usual() []any {
	return []any{
		map[string]any{"xpath": "/uuid", "data": []any{map[string]any{"offset": 8, "value": []byte(bmffUser)}}},
		map[string]any{"xpath": "/ftyp"}, map[string]any{"xpath": "/mfra"}, map[string]any{"xpath": "/free"},
	}
}

// boundBMFF ties the store by the hash that ours says of the bytes that hold,
// in the order of the specification: what is expected is written out by hand.
func boundBMFF(t testing.TB, label string, exclusions []any, hashed func(file []byte, span stretch) []byte, more map[string]any) []byte {
	t.Helper()
	sum := make([]byte, 32)
	for range 2 {
		content := map[string]any{"exclusions": exclusions, "alg": "sha256", "hash": sum}
		for k, v := range more {
			content[k] = v
		}
		file, span := inBMFF(store(newMaker(actions, assertion{label: label, content: content}).manifest()))
		now := sha256.Sum256(hashed(file, span))
		if bytes.Equal(sum, now[:]) {
			return file
		}
		sum = now[:]
	}
	content := map[string]any{"exclusions": exclusions, "alg": "sha256", "hash": sum}
	for k, v := range more {
		content[k] = v
	}
	file, _ := inBMFF(store(newMaker(actions, assertion{label: label, content: content}).manifest()))
	return file
}

// offset is how the hash begins each box.
func offset(file []byte, kind string) (int, []byte) {
	i := bytes.LastIndex(file, []byte(kind)) - 4
	return i, binary.BigEndian.AppendUint64(nil, uint64(i))
}

// plainly is the hash's input with the usual exclusions.
func plainly(file []byte, _ stretch) []byte {
	moov, moovAt := offset(file, "moov")
	free, _ := offset(file, "free")
	mdat, mdatAt := offset(file, "mdat")
	return slices.Concat(moovAt, file[moov:free], mdatAt, file[mdat:])
}

func TestBMFF(t *testing.T) {
	valid := func() []byte { return boundBMFF(t, "c2pa.hash.bmff.v3", usual(), plainly, nil) }
	with := func(x map[string]any) []any { return append(usual(), x) }
	for _, c := range []struct {
		name   string
		file   []byte
		result finding.Result
		reason string
		whole  bool
	}{
		{"valid", valid(), finding.Pass, "", true},
		{"version 2", boundBMFF(t, "c2pa.hash.bmff.v2", usual(), plainly, nil), finding.Pass, "", true},
		{"version 1", boundBMFF(t, "c2pa.hash.bmff", usual(), plainly, nil), finding.PermError, "was withdrawn", false},
		{"media", swap(t, valid(), "the media", "one media"), finding.Fail, "the boxes of the file are not those", true},
		{"a box more", append(valid(), box("mdat", []byte("more"))...), finding.Fail, "the boxes of the file are not those", true},
		{"padding", append(valid(), box("free", []byte("more"))...), finding.Pass, "", true},
		{"bytes that are no box", append(valid(), "more"...), finding.PermError, "where a box should", false},
		{"the media are left out", boundBMFF(t, "c2pa.hash.bmff.v3", with(map[string]any{"xpath": "/mdat"}), func(file []byte, _ stretch) []byte {
			moov, at := offset(file, "moov")
			free, _ := offset(file, "free")
			return slices.Concat(at, file[moov:free])
		}, nil), finding.PermError, "the signature leaves out bytes", false},
		{"a box within a box is left out", boundBMFF(t, "c2pa.hash.bmff.v3", with(map[string]any{"xpath": "/moov/trak[1]", "length": 10}), func(file []byte, s stretch) []byte {
			trak, _ := offset(file, "trak")
			full := plainly(file, s)
			return bytes.Replace(full, file[trak:trak+10], nil, 1)
		}, nil), finding.PermError, "the signature leaves out bytes", false},
		{"conditions that do not match", boundBMFF(t, "c2pa.hash.bmff.v3", append(usual(),
			map[string]any{"xpath": "/moov/trak[2]"}, map[string]any{"xpath": "/mdat", "length": 1},
			map[string]any{"xpath": "/mdat", "version": 9}, map[string]any{"xpath": "/moov/mvhd", "flags": []byte{0, 0, 2}, "exact": false},
		), plainly, nil), finding.Pass, "", true},
		{"a part of a box is left out", boundBMFF(t, "c2pa.hash.bmff.v3", with(map[string]any{"xpath": "/mdat", "subset": []any{map[string]any{"offset": 8, "length": 4}}}), func(file []byte, s stretch) []byte {
			return bytes.Replace(plainly(file, s), []byte("the media"), []byte("media"), 1)
		}, nil), finding.PermError, "the signature leaves out bytes", false},
		{"a hash tree", boundBMFF(t, "c2pa.hash.bmff.v3", usual(), plainly, map[string]any{"merkle": []any{map[string]any{"count": 1}}}), finding.PermError, "hash tree", false},
		{"no exclusion", boundBMFF(t, "c2pa.hash.bmff.v3", nil, plainly, nil), finding.PermError, "leaves out nothing", false},
		{"a path that is none", boundBMFF(t, "c2pa.hash.bmff.v3", with(map[string]any{"xpath": "//mdat[x]"}), plainly, nil), finding.PermError, "by a path that is malformed", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.file).Signed[0]
			if s.Result != c.result || !strings.Contains(s.Reason, c.reason) || (c.reason == "") != (s.Reason == "") || s.Whole != c.whole || strings.Contains(s.Reason, "; ") {
				t.Errorf("%s %q, whole %v", s.Result, s.Reason, s.Whole)
			}
		})
	}
}

// TestStreamHead alters the head of a real stream, whose own hash then fails.
func TestStreamHead(t *testing.T) {
	file := doctest.Load(t, filepath.Join(fixtures(t), "sdk/tests/fixtures/dashinit.mp4"))
	file[len(file)-3] ^= 1
	if s := read(t, file).Signed[0]; s.Result != finding.Fail {
		t.Errorf("%s %s", s.Result, s.Reason)
	}
}
