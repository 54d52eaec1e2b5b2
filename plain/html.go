package plain

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"

	"golang.org/x/net/html"
)

// MaxPage is how many bytes of a page are parsed as a tree; of larger pages only
// the words are read, by going through the tags once.
const MaxPage = 16 << 20

// page is a web page while it is read.
type page struct {
	d      *document.Document
	body   *words // what the page is about
	frame  *words // what stands around it on every page of a site
	hidden *words // what no reader sees
	remote map[string]int
	hosts  map[string]bool
	links  int
	data   int // data: addresses
}

// readPage fills d from a page.
func readPage(d *document.Document, text string) {
	d.Kind, d.Format, d.MIME = document.Page, "html", "text/html"
	p := &page{d: d, body: &words{}, frame: &words{}, hidden: &words{}, remote: map[string]int{}, hosts: map[string]bool{}}
	if len(text) > MaxPage {
		p.flat(text, fmt.Sprintf("it has more than %d bytes", MaxPage))
	} else if root, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(false)); err != nil {
		p.flat(text, err.Error())
	} else {
		p.walk(root, place{})
	}
	p.finish()
}

// flat reads the words of a page that is not made into a tree.
func (p *page) flat(text, why string) {
	p.d.Unread("text/page-flat", "the page", fmt.Sprintf("Its structure was not read (%s). Its words were, hidden ones among them.", why))
	z := html.NewTokenizer(strings.NewReader(text))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if skip == "" {
				p.body.add(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if tag := string(name); tag == "script" || tag == "style" {
				skip = tag
			} else if blocks[tag] {
				p.body.line()
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == skip {
				skip = ""
			}
		}
	}
}

// walk goes through the tree, whose depth html.Parse bounds to 512.
func (p *page) walk(n *html.Node, at place) {
	switch n.Type {
	case html.CommentNode:
		p.comment(n.Data)
		return
	case html.TextNode:
		p.where(at).text(n.Data, at.kept)
		return
	case html.DoctypeNode:
		p.doctype(n)
		return
	case html.ElementNode:
		p.element(n)
		at = at.within(n)
	}
	to := p.where(at)
	if blocks[n.Data] && n.Type == html.ElementNode {
		to.line()
		defer to.line()
	}
	switch n.Data {
	case "td", "th":
		to.blank()
		defer to.blank()
	case "script", "style", "title":
		return // no words of the page; a title is read by element
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, at)
	}
}

func (p *page) doctype(n *html.Node) {
	public := attribute(n, "public")
	if strings.Contains(public, "XHTML") {
		p.d.Format, p.d.MIME = "xhtml", "application/xhtml+xml"
	}
	field(p.d, "document type", strings.TrimSpace(n.Data+" "+public), "DOCTYPE")
}

// finish puts the words together, the body first, and counts.
func (p *page) finish() {
	body, frame := p.body.String(), p.frame.String()
	p.d.Text = strings.TrimSpace(body + "\n\n" + frame)
	for _, c := range []struct {
		name string
		n    int
	}{
		{"words of the body", count(body)}, {"words around the body", count(frame)}, {"hidden words", count(p.hidden.String())},
		{"links", p.links}, {"data addresses", p.data},
	} {
		if c.n > 0 {
			field(p.d, c.name, fmt.Sprint(c.n), "the page")
		}
	}
	var kinds []string
	total := 0
	for kind, n := range p.remote {
		kinds = append(kinds, fmt.Sprintf("%s %d", kind, n))
		total += n
	}
	if total > 0 {
		slices.Sort(kinds)
		field(p.d, "remote resources", fmt.Sprintf("%d, none fetched: %s", total, strings.Join(kinds, ", ")), "the page")
		hosts := make([]string, 0, len(p.hosts))
		for h := range p.hosts {
			hosts = append(hosts, h)
		}
		slices.Sort(hosts)
		field(p.d, "remote hosts", strings.Join(hosts, " "), "the page")
	}
}

func count(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}
