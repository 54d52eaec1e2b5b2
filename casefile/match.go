package casefile

import (
	"strings"
	"unicode"
)

// matchQuery turns what a person types into an FTS5 expression: every word has
// to be found; "quoted words" stand together in that order; a * behind a word
// or a closing quote lets the last word go on. All else is a word or a
// separator, as in the text itself: no operator of FTS5 is reachable, and no
// input is an error. It is empty where typed holds no word, only blanks.
//
// The strings follow each other without AND, because FTS5 then passes over
// those that hold no letter or digit (https://sqlite.org/fts5.html §3.6).
func matchQuery(typed string) string {
	var query strings.Builder
	rest := strings.ReplaceAll(typed, "\x00", " ") // FTS5 would stop there
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return query.String()
		}
		var phrase string
		phrase, rest = nextPhrase(rest)
		prefix := false
		if trimmed := strings.TrimLeft(rest, "*"); trimmed != rest {
			prefix, rest = true, trimmed
		}
		if phrase == "" {
			continue
		}
		if query.Len() > 0 {
			query.WriteByte(' ')
		}
		query.WriteString(`"` + phrase + `"`)
		if prefix {
			query.WriteByte('*')
		}
	}
}

// nextPhrase splits off what stands in quotes, to the end where the closing
// quote is missing, or the next word. Neither holds a quote.
func nextPhrase(text string) (phrase, rest string) {
	if inside, quoted := strings.CutPrefix(text, `"`); quoted {
		phrase, rest, _ = strings.Cut(inside, `"`)
		return phrase, rest
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r == '"' || r == '*' || unicode.IsSpace(r) })
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}
