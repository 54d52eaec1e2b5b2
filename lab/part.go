package lab

import (
	"bytes"
	"context"
	"unicode/utf8"

	"assay/image"
	"assay/item"
	"assay/lab/forge"
	"assay/lab/label"
	"assay/lab/paper"
	"assay/mail"
	"assay/source"
)

// The kinds of items that labels name beside mail and the formats of papers.
const (
	otherKind     = "other"
	containerKind = "container"
)

// inner is an item that stands in a mail.
type inner struct {
	digest item.Digest
	kind   string
}

// maxNested bounds how deep mails stand in each other.
const maxNested = 20

// innersOf lists the items in a mail, as assay names them: attachments by their
// decoded bytes, messages that it carries, and what stands in archives.
func innersOf(raw []byte) []inner { return inners(raw, 0) }

func inners(raw []byte, depth int) (list []inner) {
	m := mail.Parse(raw)
	add := func(p *mail.Part) {
		content, _ := m.Decode(p)
		list = append(list, itemsOf(content, depth)...)
	}
	m.Root.Leaves(func(p *mail.Part) bool {
		if !p.Own() {
			add(p)
			return true
		}
		for _, e := range m.EmbeddedFiles(p) {
			add(e)
		}
		return true
	})
	return list
}

// itemsOf is content as an item, with those in it.
func itemsOf(content []byte, depth int) []inner {
	own := inner{item.Sum(content), kindOf(content)}
	if own.kind == string(paper.JPEG) {
		return append([]inner{own}, previews(content)...)
	}
	switch source.Recognise(content[:min(len(content), source.HeadSize)]).Kind() {
	case item.Mail:
		own.kind = forge.Mail
		if depth < maxNested {
			return append([]inner{own}, inners(content, depth+1)...)
		}
	case item.Container:
		var list []inner
		budget := source.NewMailBudget(int64(len(content)))
		visit := func(e source.Entry) error {
			switch {
			case e.Kind == item.Mail && depth < maxNested:
				list = append(list, inner{item.Sum(e.Data), forge.Mail})
				list = append(list, inners(e.Data, depth+1)...)
			case e.Kind == item.Container:
				list = append(list, inner{e.Digest, containerKind})
			default:
				list = append(list, inner{e.Digest, otherKind})
			}
			return nil
		}
		w := source.Walker{}
		if w.Inside(context.Background(), item.Locator{File: "attachment"}, bytes.NewReader(content), int64(len(content)), budget, visit) == nil {
			return list
		}
	}
	return []inner{own}
}

// previews are the small copies that a picture holds. What other documents
// embed is not looked for: those that are made here embed nothing.
func previews(content []byte) (list []inner) {
	d, err := image.Read(content)
	if err != nil {
		return nil
	}
	for _, e := range d.Embedded {
		list = append(list, inner{item.Sum(e.Data), kindOf(e.Data)})
	}
	return list
}

// kindOf says what a document is, by its bytes.
func kindOf(content []byte) string {
	begins := func(text string) bool { return bytes.HasPrefix(content, []byte(text)) }
	head := content[:min(len(content), 1024)]
	switch {
	case begins("%PDF"):
		return string(paper.PDF)
	case begins("\xff\xd8\xff"):
		return string(paper.JPEG)
	case begins("PK") && bytes.Contains(content, []byte("word/document.xml")):
		return string(paper.DOCX)
	case begins("PK") && bytes.Contains(content, []byte("xl/workbook.xml")):
		return string(paper.XLSX)
	case begins("PK") && bytes.Contains(head, []byte("application/vnd.oasis.opendocument.text")):
		return string(paper.ODT)
	case bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return string(paper.HTML)
	case utf8.Valid(content):
		return string(paper.Text)
	}
	return otherKind
}

// authentic is the label of an item as it was sent.
func authentic(d item.Digest, kind, path, mailbox string, made bool, damage []string) label.Label {
	return label.Label{Item: d.String(), Path: path, Made: made, Truth: label.Authentic, Mailbox: mailbox, Kind: kind, Damage: damage}
}
