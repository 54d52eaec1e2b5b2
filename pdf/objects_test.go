package pdf

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// qpdfObject is an object in qpdf's JSON, version 2.
type qpdfObject struct {
	Value  any
	Stream *struct {
		Data string
		Dict any
	}
}

// askObjects gives all objects of a file as qpdf reads them, streams decoded;
// nil where it reads nothing.
func askObjects(t *testing.T, path string) map[string]qpdfObject {
	out, err := exec.Command("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=specialized", path).Output()
	if err != nil && err.(*exec.ExitError).ExitCode() != 3 {
		return nil
	}
	if !json.Valid(out) {
		return nil // qpdf 11 writes numbers such as "1." and "+.5" as they stand
	}
	var all struct{ Qpdf []json.RawMessage }
	if err := json.Unmarshal(out, &all); err != nil || len(all.Qpdf) < 2 {
		t.Fatalf("%s: %v", path, err)
	}
	d := json.NewDecoder(bytes.NewReader(all.Qpdf[1]))
	d.UseNumber()
	m := map[string]qpdfObject{}
	if err := d.Decode(&m); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return m
}

// alike says whether o is what qpdf writes as j.
func alike(v *View, o Object, j any) bool {
	switch o := o.(type) {
	case nil:
		return j == nil
	case bool:
		return j == o
	case int64, float64:
		n, ok := j.(json.Number)
		x, err := n.Float64()
		return ok && err == nil && fmt.Sprint(x) == fmt.Sprint(v.Float(o))
	case Name:
		return j == "/"+string(o)
	case Ref:
		return j == fmt.Sprintf("%d %d R", o.Number, o.Generation)
	case String:
		s, _ := j.(string)
		if text, ok := strings.CutPrefix(s, "u:"); ok {
			return text == o.Text() || text == string(o)
		}
		return s == "b:"+hex.EncodeToString([]byte(o))
	case Array:
		list, ok := j.([]any)
		if !ok || len(list) != len(o) {
			return false
		}
		for i := range o {
			if !alike(v, o[i], list[i]) {
				return false
			}
		}
		return true
	case *Dict:
		return alikeDict(v, o, j, nil)
	}
	return false
}

func alikeDict(v *View, o *Dict, j any, except map[Name]bool) bool {
	m, ok := j.(map[string]any)
	count := 0
	for _, e := range o.Entries {
		if except[e.Key] || o.Entry(e.Key).From != e.From || v.Resolve(e.Value) == nil {
			continue
		}
		count++
		if !alike(v, e.Value, m["/"+string(e.Key)]) {
			return false
		}
	}
	for key := range m {
		if except[Name(key[1:])] {
			count++
		}
	}
	return ok && count == len(m)
}

var all = flag.Bool("all", false, "compare objects and metadata of all files with other programmes, not of each twentieth")

// TestQpdfObjects holds every object, every decrypted string and every decoded
// stream against qpdf.
func TestQpdfObjects(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not here: ", err)
	}
	explained := exceptions(t, "testdata/qpdf.tsv")
	objects, streams := 0, 0
	for i, name := range samples(t) {
		if !*all && i%20 != 0 {
			continue
		}
		content, err := os.ReadFile(corpora + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(content)
		if err != nil {
			continue
		}
		v := f.Now()
		for key, theirs := range askObjects(t, corpora+name) {
			rest, ok := strings.CutPrefix(key, "obj:")
			if !ok {
				continue
			}
			number, err := strconv.Atoi(strings.Fields(rest)[0]) // "obj:null" occurs
			if err != nil {
				continue
			}
			ours := v.Get(number)
			if ours != nil && !strings.HasPrefix(rest, fmt.Sprintf("%d %d ", number, ours.Ref.Generation)) {
				continue // the same number under another generation
			}
			how := ""
			switch {
			case theirs.Stream != nil:
				streams++
				how = compareStreams(v, ours, theirs)
			case ours == nil && theirs.Value != nil, ours != nil && !alike(v, ours.Value, theirs.Value):
				how = "value"
			}
			if objects++; how == "" {
				continue
			}
			base := filepath.Base(name)
			if explained[base+" "+how] == "" {
				t.Errorf("%s\t%s\tobject %d %.150v ||| %.150v", base, how, number, show(ours), theirs)
			}
		}
	}
	t.Logf("%d objects, of them %d streams", objects, streams)
}

// written are entries that qpdf leaves out as it decodes.
var written = map[Name]bool{"Length": true, "Filter": true, "DecodeParms": true}

func compareStreams(v *View, d *Definition, theirs qpdfObject) string {
	if dict, ok := theirs.Stream.Dict.(map[string]any); ok && dict["/Type"] == "/XRef" {
		return "" // is in no table; qpdf remembers having read it
	}
	if d == nil {
		return "value"
	}
	s, ok := d.Value.(*Stream)
	if !ok || !alikeDict(v, s.Dict, theirs.Stream.Dict, written) {
		return "value"
	}
	data, err := v.Decode(s)
	if err != nil {
		return "" // qpdf gives such data raw, or what it makes of damaged ones
	}
	if base64.StdEncoding.EncodeToString(data) != theirs.Stream.Data {
		return "data"
	}
	return ""
}

func show(d *Definition) string {
	if d == nil {
		return "none"
	}
	s, ok := d.Value.(*Stream)
	if ok {
		return fmt.Sprintf("stream %v %d", s.Dict.Entries, len(s.Raw))
	}
	if x, ok := d.Value.(*Dict); ok {
		return fmt.Sprint(x.Entries)
	}
	return fmt.Sprint(d.Value)
}
