package claims

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Removed gathers text of one sort that readers do not see: how much there is,
// and its first words.
type Removed struct {
	Runs       int
	characters int
	words      strings.Builder
}

// maxRemoved bounds the bytes of words that are held; a field keeps fewer.
const maxRemoved = 64 << 10

// Add adds a run.
func (r *Removed) Add(text string) {
	if text == "" {
		return
	}
	r.Runs++
	r.characters += utf8.RuneCountInString(text)
	if r.words.Len() < maxRemoved {
		r.words.WriteString(text)
	}
}

// Removed says how much text of one sort, such as "deleted text", is not
// shown, and the words, bounded; nothing where there is none.
func (c *Claims) Removed(name string, r *Removed, where string) {
	if strings.TrimSpace(r.words.String()) == "" {
		return
	}
	c.Field(name+", characters", fmt.Sprint(r.characters), where)
	c.Field(name, r.words.String(), where)
}
