package arc

import "strings"

// maxResults bounds the results read from one field.
const maxResults = 100

// Results is what a sealer recorded of a message when it came in.
// RFC 8617 §4.1.1, RFC 8601 §2.2
type Results []MethodResult

// MethodResult is one method of authentication and its outcome.
type MethodResult struct {
	Method     string            // lower case: dkim, dmarc, spf
	Result     string            // lower case: pass, fail, …
	Properties map[string]string // such as header.from, names in lower case
}

// ReadResults reads the unfolded value of ARC-Authentication-Results. Comments
// are passed over, and what stands in quotes is never taken for a result.
func ReadResults(value string) Results {
	var list Results
	for i, part := range splitOutside(value) {
		if i < 2 || len(list) == maxResults { // the instance and the server's name
			continue
		}
		words := fieldsOutside(part)
		if len(words) == 0 {
			continue
		}
		method, result, ok := strings.Cut(words[0], "=")
		if !ok {
			continue
		}
		method, _, _ = strings.Cut(method, "/") // RFC 8601 §2.2: a version may follow
		r := MethodResult{strings.ToLower(method), strings.ToLower(result), map[string]string{}}
		for _, w := range words[1:] {
			if name, v, ok := strings.Cut(w, "="); ok {
				if name = strings.ToLower(name); r.Properties[name] == "" {
					r.Properties[name] = strings.ToLower(strings.Trim(v, `"`))
				}
			}
		}
		list = append(list, r)
	}
	return list
}

// Vouch reports whether dmarc=pass or a passing DKIM signature is recorded for
// the author's domain. aligned says which domains belong together.
func (r Results) Vouch(author string, aligned func(a, b string) bool) bool {
	for _, m := range r {
		if m.Result != "pass" {
			continue
		}
		switch from := m.Properties["header.from"]; m.Method {
		case "dmarc":
			if from == "" || aligned(domainOf(from), author) {
				return true
			}
		case "dkim":
			if aligned(domainOf(m.Properties["header.d"]), author) || aligned(domainOf(m.Properties["header.i"]), author) {
				return true
			}
		}
	}
	return false
}

func domainOf(s string) string { return s[strings.LastIndexByte(s, '@')+1:] }

// splitOutside splits at semicolons outside quotes and comments; comments are
// left out.
func splitOutside(s string) []string { return split(s, ";") }

// fieldsOutside splits at blanks outside quotes; blanks around an equals sign
// belong to it.
func fieldsOutside(s string) []string {
	s = strings.NewReplacer(" =", "=", "= ", "=").Replace(s)
	var words []string
	for _, w := range split(s, " \t") {
		if w != "" {
			words = append(words, w)
		}
	}
	return words
}

func split(s, at string) (parts []string) {
	var b strings.Builder
	quoted, depth := false, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && (quoted || depth > 0):
			if i++; quoted && i < len(s) {
				b.WriteByte(s[i])
			}
			continue
		case depth > 0 && c == ')':
			depth--
			continue
		case c == '(' && !quoted:
			depth++
			continue
		case depth > 0:
			continue
		case c == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte(at, c) >= 0:
			parts = append(parts, b.String())
			b.Reset()
			continue
		}
		b.WriteByte(c)
	}
	return append(parts, b.String())
}
