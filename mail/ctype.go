package mail

import "strings"

// encodings are the transfer encodings that are known. RFC 2045 §6; the last
// three are historic.
var encodings = map[string]bool{
	"7bit": true, "8bit": true, "binary": true, "quoted-printable": true, "base64": true,
	"x-uuencode": true, "x-uue": true, "uuencode": true,
}

// readType sets what the header of p says of the body: media type, parameters,
// transfer encoding.
func (m *Message) readType(p *Part, preset string) {
	p.Type, p.Encoding = preset, "7bit"
	if f, ok := first(p.Header, "content-type"); ok {
		p.Declared = true
		value, params, bad := parseParams(f.Unfolded())
		bad = bad || f.Long() || strings.TrimRight(params.get("boundary"), " \t") != params.get("boundary")
		if t := strings.ToLower(value); validType(t) {
			p.Type = t
		} else {
			bad = true
		}
		if bad {
			m.note(TypeBad, f.Offset, p.Number, "Content-Type %q cannot be read without doubt; it was taken for %s", cut(f.Unfolded()), p.Type)
		}
	}
	if f, ok := first(p.Header, "content-transfer-encoding"); ok {
		value, _, _ := parseParams(f.Unfolded())
		if value = strings.ToLower(value); encodings[value] {
			p.Encoding = value
		} else if value != "" {
			m.note(EncodingUnknown, f.Offset, p.Number, "Content-Transfer-Encoding %q is not known; the part was left as it stands", cut(value))
		}
	}
}

// maxToken bounds each half of a media type. RFC 6838 §4.2
const maxToken = 127

// validType reports whether t is two tokens and a slash. RFC 2045 §5.1
func validType(t string) bool {
	major, minor, ok := strings.Cut(t, "/")
	return ok && isToken(major) && isToken(minor)
}

func isToken(s string) bool {
	return s != "" && len(s) <= maxToken && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("\"(),/;:<>@[\\]?=", r)
	})
}

// param is a parameter of the part's Content-Type, or "". It is read anew each
// time: kept, the parameters of all parts would take a multiple of the mail.
func (p *Part) param(name string) string {
	f, ok := first(p.Header, "content-type")
	if !ok {
		return ""
	}
	_, params, _ := parseParams(f.Unfolded())
	return params.get(name)
}

// paramList are the parameters of a structured field, names in lower case.
type paramList []parameter

// parameter is one parameter, its value decoded.
type parameter struct{ Name, Value string }

// Get returns the value of the first parameter called name, or "".
func (p paramList) get(name string) string {
	for _, x := range p {
		if x.Name == name {
			return x.Value
		}
	}
	return ""
}

// FileName is the name a part gives itself, or "". RFC 2183 §2.3; the name
// parameter of Content-Type is older and as common.
func (p *Part) FileName() string {
	if f, ok := first(p.Header, "content-disposition"); ok {
		_, params, _ := parseParams(f.Unfolded())
		if name := params.get("filename"); name != "" {
			return DecodeWords(name)
		}
	}
	return DecodeWords(p.param("name"))
}

// Disposition is the part's Content-Disposition in lower case, or "".
func (p *Part) Disposition() string {
	f, ok := first(p.Header, "content-disposition")
	if !ok {
		return ""
	}
	value, _, _ := parseParams(f.Unfolded())
	return strings.ToLower(value)
}

// cut shortens text that is quoted in a message.
func cut(s string) string {
	const most = 80
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
