package c2pa

import (
	"encoding/json"
	"testing"

	"assay/document"
)

func FuzzRead(f *testing.F) {
	for _, in := range []container{inJPEG(60_000), inJPEG(200), inPNG, inWebP, inTIFF, inSVG, inPDF} {
		f.Add(bound(f, in, newMaker(actions), nil))
	}
	f.Add(boxed(f, inJPEG(60_000), nil))
	f.Add(boxed(f, inPNG, nil))
	f.Add(boundBMFF(f, "c2pa.hash.bmff.v3", append(usual(), map[string]any{"xpath": "/moov/trak[1]", "length": 10}, map[string]any{"xpath": "/mdat", "subset": []any{map[string]any{"offset": 8, "length": 4}}}), plainly, nil))
	f.Add(bound(f, inJPEG(60_000), newMaker(actions, parent("parentOf", earlier().manifest())), nil, earlier().manifest()))
	update := newMaker(parent("parentOf", earlier().manifest()))
	update.update = true
	file, _ := inPNG(store(earlier().manifest(), update.manifest()))
	f.Add(file)
	f.Fuzz(func(t *testing.T, data []byte) {
		once, twice := fingerprint(t, data), fingerprint(t, data)
		if once != twice {
			t.Errorf("two runs differ:\n%s\n%s", once, twice)
		}
		for _, s := range locate(data).stores {
			for _, span := range s.Spans {
				if span.Start < 0 || span.Start > span.End || span.End > len(data) {
					t.Errorf("span %v of %d bytes", span, len(data))
				}
			}
		}
	})
}

// FuzzStore reads stores without the files around them.
func FuzzStore(f *testing.F) {
	f.Add(store(earlier().manifest(), newMaker(actions, parent("parentOf", earlier().manifest())).manifest()))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &document.Document{}
		addStore(d, data, manifestStore{JUMBF: data, Where: "fuzz", Spans: []stretch{{0, len(data)}}})
		if len(d.Signed) != 1 {
			t.Errorf("%d signatures", len(d.Signed))
		}
	})
}

// fingerprint is all that is read of data.
func fingerprint(t *testing.T, data []byte) string {
	d := &document.Document{}
	Add(d, data)
	d.Bound()
	text, err := json.Marshal([]any{d, d.Findings})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
