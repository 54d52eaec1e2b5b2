package officesig

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// Where a document says that a control shows a value of a part of the package.
// ECMA-376 part 1 §17.5.2.6
const (
	binding    = "dataBinding"
	maxBinding = 4 << 10 // bytes of one that are looked at
)

// propertyStores are what bindings call the properties of a document by.
// [MS-OI29500] §2.1.477
var propertyStores = []string{"core-properties", "extended-properties", "custom-properties", "coverpageprops",
	"6c3c8bc8-f283-45ae-878a-bab7291924a1", "6668398d-a668-4e3e-a5eb-62b293d839f1"}

// showsProperties reports whether a signed part has controls that show
// properties of the document: programmes then show what the properties say now,
// and nobody signs those.
func (r *reading) showsProperties(signed map[string]bool) bool {
	for _, name := range r.pack.names {
		if !signed[name] || !strings.HasSuffix(name, ".xml") {
			continue
		}
		data, err := r.pack.read(name)
		if err == nil && bindsProperties(data) {
			return true // where it cannot be read, its reference says so
		}
	}
	return false
}

func bindsProperties(data []byte) bool {
	for {
		i := bytes.Index(data, []byte(binding))
		if i < 0 {
			return false
		}
		data = data[i+len(binding):]
		tag := data[:min(len(data), maxBinding)]
		if end := bytes.IndexByte(tag, '>'); end >= 0 {
			tag = tag[:end]
		}
		text := strings.ToLower(html.UnescapeString(string(tag)))
		if slices.ContainsFunc(propertyStores, func(s string) bool { return strings.Contains(text, s) }) {
			return true
		}
	}
}
