package ooxml

import (
	"fmt"

	"assay/document"
	"assay/office/claims"
)

// marks are the numbers that Word 2010 and later give to every paragraph, each one
// once a part ([MS-DOCX] §2.6.2.2 w14:paraId).
type marks struct {
	with, without int
	seen          map[string]bool
	twins         claims.List
}

// maxMarks bounds the numbers that are remembered.
const maxMarks = 100_000

// add counts a paragraph of a part; mark is empty where it has none.
func (m *marks) add(mark, part string) {
	if mark == "" {
		m.without++
		return
	}
	m.with++
	if m.seen == nil {
		m.seen = map[string]bool{}
	}
	if key := part + " " + mark; m.seen[key] {
		m.twins.Add(mark)
	} else if len(m.seen) < maxMarks {
		m.seen[key] = true
	}
}

// tell adds what was counted, where paragraphs have numbers at all.
func (m *marks) tell(c *claims.Claims, main string) {
	if m.with == 0 {
		return
	}
	where := document.Clip(main) + " w14:paraId"
	c.Field("paragraphs with a number", fmt.Sprint(m.with), where)
	c.Field("paragraphs without a number", fmt.Sprint(m.without), where)
	c.List("paragraph numbers that stand twice", &m.twins, " ", where)
}
