package c2pa

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
)

// parent is an ingredient assertion that refers to the manifest in box.
func parent(relationship string, box []byte) assertion {
	sum := sha256.Sum256(box[8:])
	return assertion{label: "c2pa.ingredient.v3", content: map[string]any{
		"dc:title": "before.jpg", "relationship": relationship,
		"activeManifest": map[string]any{"url": "self#jumbf=/c2pa/example:urn:uuid:0", "hash": sum[:], "alg": "sha256"},
	}}
}

func earlier(more ...assertion) maker {
	m := newMaker(append([]assertion{actions, {label: "c2pa.hash.data", content: map[string]any{"hash": make([]byte, 32)}}}, more...)...)
	m.label = "example:urn:uuid:0"
	return m
}

func fields(d *document.Document) string {
	var b strings.Builder
	for _, f := range d.Fields {
		b.WriteString(f.Name + " = " + f.Value + "\n")
	}
	return b.String()
}

func TestIngredients(t *testing.T) {
	secret := assertion{label: "org.example.place", content: map[string]any{"place": "somewhere"}}
	gone := secret
	gone.absent = true
	redacts := func(m maker) maker {
		m.claim = map[string]any{"redacted_assertions": []any{"self#jumbf=/c2pa/example:urn:uuid:0/c2pa.assertions/org.example.place"}}
		return m
	}
	valid := earlier().manifest()
	full, cut := earlier(secret).manifest(), earlier(gone).manifest()
	wrong := bytes.Replace(valid, []byte("Example Draw 3"), []byte("Example Draw 4"), 1)
	for _, c := range []struct {
		name    string
		active  maker
		earlier [][]byte
		ids     string
		field   string
	}{
		{"whole", newMaker(parent("parentOf", valid)), [][]byte{valid}, "c2pa/valid", "example:urn:uuid:0, signed by Made Signer (Example): pass"},
		{"missing", newMaker(parent("parentOf", valid)), nil, "c2pa/ingredient-missing c2pa/valid", "before.jpg: this file was made out of it"},
		{"altered before it was taken in", newMaker(parent("componentOf", wrong)), [][]byte{wrong}, "c2pa/ingredient-altered c2pa/valid", "before.jpg: it was put into this file"},
		{"altered after it was taken in", newMaker(parent("parentOf", valid)), [][]byte{wrong}, "c2pa/ingredient-altered c2pa/ingredient-differs c2pa/valid", "signed by Made Signer (Example): fail"},
		{"redacted", redacts(newMaker(parent("parentOf", full))), [][]byte{cut}, "c2pa/ingredient-differs c2pa/valid", "taken out of an ingredient = org.example.place"},
		{"taken out without saying so", newMaker(parent("parentOf", full)), [][]byte{cut}, "c2pa/ingredient-altered c2pa/ingredient-differs c2pa/valid", "fail"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, bound(t, inJPEG(60_000), c.active, nil, c.earlier...))
			if d.Signed[0].Result != finding.Pass {
				t.Errorf("%+v", d.Signed[0])
			}
			if got := strings.Join(ids(d), " "); got != c.ids {
				t.Errorf("findings %s, want %s", got, c.ids)
			}
			if got := fields(d); !strings.Contains(got, c.field) {
				t.Errorf("%q is not among\n%s", c.field, got)
			}
		})
	}
}

// TestUpdate has a manifest that binds nothing and adds to one that does, whose
// store was shorter.
func TestUpdate(t *testing.T) {
	first := bound(t, inJPEG(60_000), func() maker { m := newMaker(actions); m.label = "example:urn:uuid:0"; return m }(), nil)
	s, _ := find(first)
	standard := s.JUMBF[8+30 : len(s.JUMBF) : len(s.JUMBF)] // without the store's header and description
	if string(standard[4:8]) != "jumb" {
		t.Fatalf("%q", standard[:40])
	}
	update := newMaker(parent("parentOf", standard))
	update.update = true
	file, _ := inJPEG(60_000)(store(standard, update.manifest()))
	d := read(t, file)
	if s := d.Signed[0]; s.Result != finding.Pass || !s.Whole || !slices.Equal(ids(d), []string{"c2pa/valid"}) {
		t.Errorf("%+v %v", s, ids(d))
	}
	file[len(file)-10] ^= 1
	if s := read(t, file).Signed[0]; s.Result != finding.Fail {
		t.Errorf("altered: %+v", s)
	}
	alone, _ := inJPEG(60_000)(store(update.manifest()))
	if s := read(t, alone).Signed[0]; s.Result != finding.PermError || !strings.Contains(s.Reason, "parent manifest is missing") {
		t.Errorf("alone: %+v", s)
	}
}

// model is an assertion that says a picture was made by a trained model.
var model = assertion{label: "c2pa.actions.v2", content: map[string]any{"actions": []any{map[string]any{
	"action": "c2pa.created", "softwareAgent": map[string]any{"name": "Example Painter", "version": "7"},
	"digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}}}}

func TestMadeByModel(t *testing.T) {
	d := read(t, bound(t, inJPEG(60_000), newMaker(model), nil))
	if got := ids(d); !slices.Equal(got, []string{"c2pa/ai", "c2pa/valid"}) {
		t.Errorf("findings %v", got)
	}
	if !slices.ContainsFunc(d.Software, func(s document.Software) bool {
		return s.Name == "Example Painter" && s.Version == "7" && s.Role == "creator"
	}) {
		t.Errorf("software %+v", d.Software)
	}
	if !strings.Contains(fields(d), "C2PA source = made by an artificial intelligence") {
		t.Error(fields(d))
	}
}

// TestIngredientMadeByModel has a file that a person edited, made out of one that
// a model made: the older manifest says so, and its software and times are not
// this file's.
func TestIngredientMadeByModel(t *testing.T) {
	before := newMaker(model, assertion{label: "c2pa.hash.data", content: map[string]any{"hash": make([]byte, 32)}})
	before.label = "example:urn:uuid:0"
	box := before.manifest()
	d := read(t, bound(t, inJPEG(60_000), newMaker(actions, parent("parentOf", box)), nil, box))
	if got := ids(d); !slices.Equal(got, []string{"c2pa/ai", "c2pa/valid"}) {
		t.Errorf("findings %v", got)
	}
	if !strings.Contains(fields(d), "C2PA ingredient's source = made by an artificial intelligence") {
		t.Error(fields(d))
	}
	if slices.ContainsFunc(d.Software, func(s document.Software) bool { return s.Name == "Example Painter" }) || len(d.Times) != 1 {
		t.Errorf("software %+v, times %+v", d.Software, d.Times)
	}
}

// TestUnreferenced has a manifest in the store that nobody refers to: it is not
// told as this file's history.
func TestUnreferenced(t *testing.T) {
	before := newMaker(model, assertion{label: "c2pa.hash.data", content: map[string]any{"hash": make([]byte, 32)}})
	before.label = "example:urn:uuid:0"
	d := read(t, bound(t, inJPEG(60_000), newMaker(actions), nil, before.manifest()))
	if got := ids(d); !slices.Equal(got, []string{"c2pa/unreferenced", "c2pa/valid"}) {
		t.Errorf("findings %v", got)
	}
	if strings.Contains(fields(d), "intelligence") {
		t.Error(fields(d))
	}
}
