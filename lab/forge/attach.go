package forge

import (
	"bytes"
	"encoding/base64"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"assay/lab/label"
	"assay/lab/paper"
	"assay/mail"
)

// kinds maps the ends of file names to kinds of documents.
var kinds = map[string]string{
	".pdf": string(paper.PDF), ".docx": string(paper.DOCX), ".xlsx": string(paper.XLSX), ".odt": string(paper.ODT),
	".jpg": string(paper.JPEG), ".jpeg": string(paper.JPEG), ".txt": string(paper.Text), ".html": string(paper.HTML),
}

// attachments are the documents in base64 that the mail carries, of kinds that
// are known.
func (w *work) attachments() (list []*mail.Part) {
	for _, p := range leavesOf(w.now) {
		if kinds[extension(p)] != "" && p.Encoding == "base64" && !p.Own() && p.Embedded == nil {
			list = append(list, p)
		}
	}
	return list
}

func extension(p *mail.Part) string { return strings.ToLower(path.Ext(p.FileName())) }

// replace puts another file in the place of an attachment: the clumsy encode it
// with a tool that writes one line.
func (w *work) replace(p *mail.Part, content []byte, traces []label.Trace) {
	raw := w.now.RawBody(p)
	width := firstLine(raw)
	if !w.least(label.Fair) {
		w.leave(EncodingByHand, width > 0 && base64.StdEncoding.EncodedLen(len(content)) > lineMost)
		width = 0
	}
	tail := raw[len(bytes.TrimRight(raw, "\r\n")):]
	w.splice(splice{p.Body, p.Span.End, append(wrap64(content, width, eolOf(w.now.Raw)), tail...)})
	w.leave(AttachmentLater, slices.Contains(traces, paper.ModifiedLater) || slices.Contains(traces, paper.CreatedLater))
	w.inside = append(w.inside, Item{Kind: kinds[extension(p)], Content: content, Inside: true, Truth: label.Forged, Traces: traces})
}

// attachmentSwapped puts another document of the same kind in the place of one.
func attachmentSwapped(w *work) bool {
	list := w.attachments()
	if len(list) == 0 || w.Paper == nil {
		return false
	}
	p := oneOf(w, list)
	old, _ := w.now.Decode(p)
	content := w.Paper(kinds[extension(p)])
	if len(content) == 0 || bytes.Equal(content, old) {
		return false
	}
	w.replace(p, content, nil)
	return true
}

// attachmentEdited changes the words of a document that is carried.
func attachmentEdited(w *work) bool {
	for _, p := range shuffled(w, w.attachments(), mostPicks) {
		old, _ := w.now.Decode(p)
		if e, ok := w.edited(old); ok {
			w.replace(p, e.Content, tracesOf(e.Traces))
			return true
		}
	}
	return false
}

// editedWith changes what one of the kinds finds in a document.
func (j *Job) editedWith(old []byte, care paper.Care, kinds ...paper.Kind) (paper.Edited, bool) {
	for _, kind := range kinds {
		if e, ok := paper.Change(j.R, old, j.edit(kind, care)); ok {
			return e, true
		}
	}
	return paper.Edited{}, false
}

// edited changes a figure, a date or a word of a document, with as much care as
// the forger is skilled.
func (w *work) edited(old []byte) (paper.Edited, bool) {
	return w.editedWith(old, careOf(w.skill), paper.Figure, paper.Date, paper.Word)
}

var (
	nameParam = regexp.MustCompile(`(?i)((?:file)?name="?)([\w .-]+?)(\.\w+"?)`)
	dateParam = regexp.MustCompile(`(?i)(?:creation|modification)-date="([^"]+)"`)
)

// attachmentRenamed gives an attachment another name, and earlier dates where
// its header states any.
func attachmentRenamed(w *work) bool {
	list := w.attachments()
	if len(list) == 0 {
		return false
	}
	p := oneOf(w, list)
	number, name := p.Number, []string{"final", "signed copy", "agreed", "confidential", "draft 2"}[w.R.IntN(5)]
	changed := false
	for _, field := range []string{"content-type", "content-disposition"} {
		f, ok := fieldOf(w.part(number), field)
		if !ok || field == "content-type" && !w.least(label.Fair) {
			continue
		}
		if at := nameParam.FindSubmatchIndex(f.Raw); at != nil {
			with := name
			if f.Raw[at[3]-1] != '"' {
				with = strings.ReplaceAll(name, " ", "-")
			}
			w.splice(splice{f.Offset + at[4], f.Offset + at[5], []byte(with)})
			changed = true
		}
	}
	w.redate(number)
	return changed
}

// part is the part of that number as it stands now.
func (w *work) part(number string) *mail.Part {
	list := leavesOf(w.now)
	return list[slices.IndexFunc(list, func(p *mail.Part) bool { return p.Number == number })]
}

// redate moves the dates that a part states of its file back.
func (w *work) redate(number string) {
	p := w.part(number)
	f, ok := fieldOf(p, "content-disposition")
	if !ok {
		return
	}
	content, _ := w.now.Decode(p)
	back := leastBack + w.R.IntN(mostBack-leastBack)
	var list []splice
	for _, at := range dateParam.FindAllSubmatchIndex(f.Raw, -1) {
		date, ok := mail.ParseDate(string(f.Raw[at[2]:at[3]]))
		if !ok {
			continue
		}
		to := date.AddDate(0, 0, -back)
		list = append(list, splice{f.Offset + at[2], f.Offset + at[3], []byte(to.Format(time.RFC1123Z))})
		w.leave(PartDate, bytes.Contains(content, []byte(date.UTC().Format("D:20060102"))))
	}
	w.apply(list)
}
