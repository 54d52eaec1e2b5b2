package word

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
)

const (
	refSize   = 30 // of what stands with a comment's place. [MS-DOC] §2.9.7
	extraSize = 18 // of its date. [MS-DOC] §2.9.8
)

// readComments adds each comment with its author and date, as far as stated.
func (w *fib) readComments(t *text, d *document.Document) {
	if w.counts[annotations] == 0 || w.old {
		return
	}
	start := 0
	for _, n := range w.counts[:annotations] {
		start += n
	}
	owners := w.owners()
	refs, texts, extra := w.part(andRef), w.part(andText), w.part(atrdExtra)
	count := (len(refs) - 4) / (4 + refSize)
	named := map[string]bool{}
	var out strings.Builder
	defer func() { d.Text += out.String() }()
	left := w.counts[annotations] + count + 2 // comments that share their text are cut
	for i := range max(0, min(count, len(texts)/4-1)) {
		from, to := int(int32(ole.U32(texts, 4*i))), int(int32(ole.U32(texts, 4*i+4)))
		if from < 0 || to < from || to > w.counts[annotations]+2 {
			d.Unread("ole/word-damaged", "comments", fmt.Sprintf("Comment %d is said to run from character %d to %d.", i+1, from, to))
			return
		}
		ref := refs[4*(count+1)+refSize*i:]
		author := ""
		if n := int(ole.U16(ref, 20)); n < len(owners) {
			author = owners[n]
		}
		where := fmt.Sprintf("comment %d", i+1)
		if strings.TrimSpace(author) != "" && !named[author] {
			named[author] = true
			d.Editors = append(d.Editors, document.Said{Value: author, Where: where})
		}
		if at := dttm(ole.U32(extra, extraSize*i)); at != "" {
			d.Times = append(d.Times, document.Time{What: document.Edited, At: at, Where: where})
		}
		to = min(to, from+left)
		left -= to - from
		r := w.render(t, start+from, start+to, func(uint8) bool { return true })
		words := strings.TrimSpace(r.out.String())
		d.Fields = append(d.Fields, document.Field{Name: "comment", Value: author + ": " + words, Where: where})
		out.WriteString(words + "\n")
	}
}

// owners lists the authors of comments: strings, each after its length.
func (w *fib) owners() (list []string) {
	for b := w.part(atnOwners); len(b) >= 2; {
		size := 2 + 2*int(ole.U16(b, 0))
		if size > len(b) {
			break
		}
		list = append(list, locale.UTF16Text(b[2:size]))
		b = b[size:]
	}
	return list
}

// noteChanges tells of tracked changes and hidden text: what stands in the
// file and is not, or no longer, shown.
func (w *fib) noteChanges(t *text, c *changes, authors []string, d *document.Document) {
	all := func(uint8) bool { return true }
	dates := map[string]bool{}
	removed, added := 0, 0
	for _, ch := range c.list {
		who := "someone unnamed"
		if ch.author > 0 && ch.author < len(authors) && authors[ch.author] != "" && authors[ch.author] != " " {
			who = authors[ch.author]
		}
		name, at := "inserted text", dttm(ch.at)
		if added++; ch.deleted {
			name = "deleted text"
			added, removed = added-1, removed+1
		}
		where := fmt.Sprintf("characters %d to %d", ch.cp, ch.end)
		if key := at + who; at != "" && !dates[key] {
			dates[key] = true
			d.Times = append(d.Times, document.Time{What: document.Edited, At: at, Where: "change tracked by " + who})
		}
		value := who + ": " + strings.TrimSpace(w.render(t, ch.cp, min(ch.end, ch.cp+document.MaxValue), all).out.String())
		d.Fields = append(d.Fields, document.Field{Name: name, Value: value, Where: where})
	}
	if removed+added > 0 {
		d.Note("ole/tracked-changes", "text", fmt.Sprintf("It keeps %d tracked insertions and %d tracked deletions with their authors; the deleted words are still in the file. That is how review works.", added, removed))
	}
	w.noteHidden(t, d)
}

// noteHidden collects the stretches of hidden text.
func (w *fib) noteHidden(t *text, d *document.Document) {
	count := 0
	for i := 0; i < len(t.flags); {
		if t.flags[i]&hidden == 0 {
			i++
			continue
		}
		from := i
		for i < len(t.flags) && t.flags[i]&hidden != 0 {
			i++
		}
		words := strings.TrimSpace(w.render(t, from, min(i, from+document.MaxValue), func(uint8) bool { return true }).out.String())
		if words != "" {
			count++
			d.Fields = append(d.Fields, document.Field{Name: "hidden text", Value: words, Where: fmt.Sprintf("characters %d to %d", from, i)})
		}
	}
	if count > 0 {
		d.Note("ole/hidden-text", "text", fmt.Sprintf("%d stretches of its text are formatted as hidden. Word itself hides index entries and marks of tables of contents so.", count))
	}
}
