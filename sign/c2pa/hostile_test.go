package c2pa

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/sign/c2pa/jumbf"
)

// patience is what the worst of the inputs below may take; they take a small
// part of it, and an effort that grows with the square would be far over.
const patience = 20 * time.Second

// TestHostile feeds inputs that are built to cost: they end soon, and what is
// cut is said.
func TestHostile(t *testing.T) {
	many := func(n int, f func(i int) assertion) (list []assertion) {
		for i := range n {
			list = append(list, f(i))
		}
		return list
	}
	long := strings.Repeat("x", 1<<20)
	for _, c := range []struct {
		name, id string
		store    []byte
	}{
		{"one assertion named 30,000 times", "c2pa/unjudged", store(newMaker(append([]assertion{{label: "org.example.big", content: map[string]any{"a": long}}},
			many(30_000, func(int) assertion {
				return assertion{label: "org.example.big", absent: true, content: map[string]any{"a": ""}}
			})...)...).manifest())},
		{"too many fields", "c2pa/dropped", store(newMaker(assertion{label: "org.example.list", content: map[string]any{"a": slices.Repeat([]any{"x"}, 60_000)}}).manifest())},
		{"too many boxes", "c2pa/malformed", store(newMaker(many(jumbf.MaxBoxes/2, func(i int) assertion {
			return assertion{label: fmt.Sprint("org.example.", i), content: 1}
		})...).manifest())},
		{"a deep value", "c2pa/deep", store(newMaker(assertion{label: "org.example.deep", content: nested(maxFlat + 2)}).manifest())},
		{"a deeper value", "c2pa/assertion-unread", store(newMaker(assertion{label: "org.example.deep", content: nested(maxCBORDepth + 2)}).manifest())},
		{"a big assertion", "c2pa/assertion-unread", store(newMaker(assertion{label: "org.example.big", content: map[string]any{"a": strings.Repeat("x", maxContent)}}).manifest())},
		{"too many manifests", "c2pa/malformed", store(slices.Repeat([][]byte{newMaker(actions).manifest()}, maxManifests+1)...)},
		{"as many manifests as are read", "c2pa/unjudged", store(slices.Repeat([][]byte{newMaker(actions).manifest()}, maxManifests)...)},
		{"an update of itself", "c2pa/unjudged", func() []byte {
			m := newMaker(assertion{label: "c2pa.ingredient", content: map[string]any{"relationship": "parentOf", "c2pa_manifest": map[string]any{"url": "self#jumbf=/c2pa/example:urn:uuid:1"}}})
			m.update = true
			return store(m.manifest())
		}()},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			d := &document.Document{}
			addStore(d, nil, manifestStore{JUMBF: c.store, Where: "made"})
			d.Bound()
			if took := time.Since(began); took > patience {
				t.Errorf("took %v", took)
			} else {
				t.Logf("%d bytes took %v", len(c.store), took)
			}
			if !slices.Contains(ids(d), c.id) {
				t.Errorf("findings %.300q, want %s among them", ids(d), c.id)
			}
			for _, f := range d.Findings {
				if len(f.Why) > 2*document.MaxValue {
					t.Errorf("%s says %d bytes", f.ID, len(f.Why))
				}
			}
		})
	}
}

// nested is a map in a map, depth times.
func nested(depth int) any {
	var v any = "leaf"
	for range depth {
		v = map[string]any{"a": v}
	}
	return v
}

// TestHostileContainers are files whose own structure is built to cost.
func TestHostileContainers(t *testing.T) {
	loop := append([]byte("II*\x00\x08\x00\x00\x00\x00\x00"), 8, 0, 0, 0)
	chain := []byte("II*\x00\x08\x00\x00\x00")
	for i := range 2 * maxIFDs {
		chain = binary.LittleEndian.AppendUint32(append(chain, 0, 0), uint32(8+6*(i+1)))
	}
	for name, file := range map[string][]byte{
		"fill bytes":        append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff}, 8<<20)...),
		"restart markers":   append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff, 0xd0}, 4<<20)...),
		"coded data":        append([]byte{0xff, 0xd8, 0xff, 0xda, 0, 2}, bytes.Repeat([]byte{0xff, 0}, 4<<20)...),
		"APP11":             append([]byte{0xff, 0xd8}, bytes.Repeat([]byte("\xff\xeb\x00\x1aJP\x00\x01\x00\x00\x00\x02\x00\x00\x00\x10jumb\x00\x00\x00\x08jumd"), 100_000)...),
		"directories":       chain,
		"a directory again": loop,
		"empty boxes":       append([]byte("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00"), bytes.Repeat([]byte("\x00\x00\x00\x08free"), 1<<20)...),
		"empty chunks":      append([]byte("RIFF\x00\x00\x00\x00WEBP"), bytes.Repeat([]byte("junk\x00\x00\x00\x00"), 1<<20)...),
		"marks in a PDF":    append([]byte("%PDF-1.7 /C2PA_Manifest"), bytes.Repeat(storeMark, 1<<18)...),
		"empty PNG chunks":  append([]byte(pngMagic), bytes.Repeat([]byte("\x00\x00\x00\x00tEXt\x00\x00\x00\x00"), 1<<19)...),
	} {
		began := time.Now()
		d := &document.Document{}
		Add(d, file)
		if parts := name == "restart markers" || name == "empty PNG chunks"; parts != slices.Contains(ids(d), "c2pa/unsearched") {
			t.Errorf("%s: %v", name, ids(d))
		}
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s: %d bytes took %v", name, len(file), took)
		}
	}
}
