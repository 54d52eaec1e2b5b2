package arc

import "strings"

// maxResults bounds the results read from one field.
const maxResults = 100

// Results is what a sealer recorded of a message when it came in.
// RFC 8617 §4.1.1, RFC 8601 §2.2
type Results []MethodResult

// MethodResult is one method of authentication and its outcome. Names and
// values are in lower case.
type MethodResult struct {
	Method     string // dkim, dmarc, spf
	Result     string // pass, fail, …
	Properties map[string]string
}

// ReadResults reads the unfolded value of ARC-Authentication-Results in one
// pass: comments are passed over, what stands in quotes is one value. A result
// in which a property stands twice, or that breaks the grammar, is left out:
// its words may be the sender's, who chooses some of them.
func ReadResults(value string) Results {
	var list Results
	for i, part := range tokens(value) {
		if i < 2 || len(list) == maxResults { // the instance and the server's name
			continue
		}
		if r, ok := methodResult(part); ok {
			list = append(list, r)
		}
	}
	return list
}

// token is a word, an equals sign, or a value in quotes.
type token struct {
	text   string
	quoted bool
}

// equals reports whether the token is an equals sign.
func (t token) equals() bool { return t.text == "=" && !t.quoted }

// tokens splits a value at semicolons into lists of tokens. What follows a
// quote or comment that is never closed is left out.
func tokens(s string) (parts [][]token) {
	var part []token
	word := func(from, to int) {
		if from < to {
			part = append(part, token{text: s[from:to]})
		}
	}
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if strings.IndexByte(" \t=;\"(", c) < 0 {
			i++
			continue
		}
		word(start, i)
		switch c {
		case '=':
			part = append(part, token{text: "="})
			i++
		case ';':
			parts, part = append(parts, part), nil
			i++
		case '"':
			text, end, ok := quotedText(s, i)
			if !ok {
				return parts
			}
			part = append(part, token{text, true})
			i = end
		case '(':
			end, ok := commentEnd(s, i)
			if !ok {
				return parts
			}
			i = end
		default:
			i++
		}
		start = i
	}
	word(start, len(s))
	return append(parts, part)
}

// quotedText reads the quoted string at i. RFC 5322 §3.2.4
func quotedText(s string, i int) (text string, end int, ok bool) {
	var b strings.Builder
	for i++; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), i + 1, true
		case '\\':
			if i++; i == len(s) {
				return "", i, false
			}
		}
		b.WriteByte(s[i])
	}
	return "", i, false
}

// commentEnd is the offset behind the comment at i. RFC 5322 §3.2.2
func commentEnd(s string, i int) (end int, ok bool) {
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1, true
			}
		}
	}
	return i, false
}

// methodResult reads "method=result property=value …". RFC 8601 §2.2
func methodResult(part []token) (r MethodResult, ok bool) {
	r.Properties = map[string]string{}
	for i := 0; i < len(part); i += 3 {
		if i+2 >= len(part) || !part[i+1].equals() || part[i].quoted || part[i].equals() || part[i+2].equals() {
			return r, false
		}
		name, value := strings.ToLower(part[i].text), strings.ToLower(part[i+2].text)
		if i == 0 {
			r.Method, _, _ = strings.Cut(name, "/") // a version may follow
			r.Result = value
			continue
		}
		if _, twice := r.Properties[name]; twice {
			return r, false
		}
		r.Properties[name] = value
	}
	return r, r.Method != ""
}

// Vouch reports whether dmarc=pass or a passing DKIM signature is recorded for
// the author's domain. aligned says which domains belong together.
func (r Results) Vouch(author string, aligned func(a, b string) bool) bool {
	for _, m := range r {
		if m.Result != "pass" {
			continue
		}
		switch m.Method {
		case "dmarc":
			if aligned(m.Properties["header.from"], author) {
				return true
			}
		case "dkim":
			if m.signer(author, aligned) {
				return true
			}
		}
	}
	return false
}

// signer reports whether the domain that signed is the author's. header.i and
// header.d must agree where both stand; of header.i the local part is the
// signer's to choose, so its domain is behind the last @.
func (m MethodResult) signer(author string, aligned func(a, b string) bool) bool {
	d, hasD := m.Properties["header.d"]
	i, hasI := m.Properties["header.i"]
	i = i[strings.LastIndexByte(i, '@')+1:]
	return (hasD || hasI) && (!hasD || aligned(d, author)) && (!hasI || aligned(i, author))
}
