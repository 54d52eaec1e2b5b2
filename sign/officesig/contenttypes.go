package officesig

import (
	"path"
	"strings"

	"assay/sign/xmlsig"
)

// contentTypes are the types that [Content_Types].xml gives to parts.
type contentTypes struct {
	extensions, parts map[string]string // in lower case
}

// readContentTypes reads it. ECMA-376 part 2 §6.2.3
func readContentTypes(p *pack) (contentTypes, error) {
	t := contentTypes{map[string]string{}, map[string]string{}}
	data, err := p.read("[Content_Types].xml")
	if err != nil {
		return t, err
	}
	tree, err := xmlsig.Parse(data)
	if err != nil {
		return t, err
	}
	for e := range tree.Root.Children() {
		switch e.Local {
		case "Default":
			t.extensions[strings.ToLower(e.Attribute("Extension"))] = e.Attribute("ContentType")
		case "Override":
			if name, err := partName(e.Attribute("PartName")); err == nil {
				t.parts[strings.ToLower(name)] = e.Attribute("ContentType")
			}
		}
	}
	return t, nil
}

// of is the type of a part; empty where it has none.
func (t contentTypes) of(name string) string {
	name = strings.ToLower(name)
	if kind, found := t.parts[name]; found {
		return kind
	}
	return t.extensions[strings.TrimPrefix(path.Ext(name), ".")]
}
