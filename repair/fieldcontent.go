package repair

import (
	"mime"
	"slices"
	"strings"
)

// undoContentFields gives the fields that say how the body is to be read in
// the ways in which programmes write the same thing, or without what lists add
// to them.
func undoContentFields(c *context, name string, at int, add func([]byte, int)) {
	label := canonicalName(name)
	f, value, ok := c.field(at)
	if ok {
		label = f.Name()
	}
	put := func(v string, further int) {
		if v != value {
			add(c.made(label, v), further)
		}
	}
	switch name {
	case "content-type":
		c.types(value, ok, put)
	case "content-transfer-encoding":
		for i, e := range []string{"7bit", "8bit", "quoted-printable", "base64", "8BIT", "7BIT", "Quoted-Printable", "BASE64", "binary", "7Bit", "QUOTED-PRINTABLE", "8Bit"} {
			put(e, min(i/4, 2))
		}
	case "mime-version":
		put("1.0", 0)
		put("1.0 (1.0)", 1)
	case "content-disposition":
		put("inline", 0)
	case "content-language":
		for _, l := range []string{"en-US", "en-GB", "en", "fr", "fr-FR", "de-DE"} {
			put(l, 1)
		}
	}
}

// plainCharsets are those that a text without another is declared in.
var plainCharsets = []string{"utf-8", "us-ascii", "iso-8859-1", "windows-1252", "iso-8859-15"}

// types gives what Content-Type may have been: the values of other mail of the
// author, those of a text as programmes write them, and for all else the same
// parameters written in other ways.
func (c *context) types(value string, ok bool, put func(string, int)) {
	for i, v := range c.hints.Types {
		put(v, min(i/4, 2))
	}
	kind, params, err := mime.ParseMediaType(value)
	if !ok {
		kind, params = "text/plain", nil
	} else if err != nil { // RFC 2045 §5.1 asks for quotes that are missing
		kind, _, _ = strings.Cut(value, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	if kind != "text/plain" && kind != "text/html" {
		for i, v := range requoted(value) {
			put(v, i/2)
		}
		return
	}
	declared := strings.ToLower(params["charset"])
	further := ""
	for _, k := range []string{"format", "delsp"} {
		if v := params[k]; v != "" {
			further += "; " + k + "=" + v
		}
	}
	order := plainCharsets
	if declared != "" {
		order = slices.Insert(slices.DeleteFunc(slices.Clone(order), func(s string) bool { return s == declared }), 0, declared)
	}
	put(kind, 0)
	if further != "" {
		put(kind+further, 0)
	}
	for i, charset := range order {
		for _, v := range spelled(kind, charset, further) {
			put(v, min(i, 2))
		}
	}
}

// spelled are the spellings of a type with a charset.
func spelled(kind, charset, further string) (list []string) {
	for _, s := range []string{charset, strings.ToUpper(charset), `"` + charset + `"`, `"` + strings.ToUpper(charset) + `"`} {
		list = append(list, kind+"; charset="+s+further)
		if further != "" {
			list = append(list, kind+further+"; charset="+s)
		}
	}
	return append(list, kind+";charset="+charset+further)
}

// requoted are the spellings of a field with parameters: each in quotes or
// not, and without those that lists add.
func requoted(value string) (list []string) {
	pieces := strings.Split(value, ";")
	all := func(change func(name, v string) string) string {
		out := []string{strings.TrimSpace(pieces[0])}
		for _, p := range pieces[1:] {
			name, v, _ := strings.Cut(strings.TrimSpace(p), "=")
			if name != "" {
				out = append(out, change(name, v))
			}
		}
		return strings.Join(out, "; ")
	}
	bare := func(name, v string) string { return name + "=" + strings.Trim(v, `"`) }
	full := func(name, v string) string { return name + `="` + strings.Trim(v, `"`) + `"` }
	list = append(list, all(bare), all(full), all(func(name, v string) string { return strings.ToLower(name) + "=" + v }))
	list = append(list, all(func(name, v string) string {
		if strings.EqualFold(name, "boundary") {
			return full(name, v)
		}
		return bare(name, v)
	}), all(func(name, v string) string {
		if strings.EqualFold(name, "boundary") {
			return bare(name, v)
		}
		return full(name, v)
	}))
	return append(list, strings.ToLower(pieces[0])+value[len(pieces[0]):])
}
