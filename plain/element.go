package plain

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"assay/document"

	"golang.org/x/net/html"
)

// element reads what one element says beside its words.
func (p *page) element(n *html.Node) {
	switch n.Data {
	case "html", "body":
		p.language(attribute(n, "lang"), "<"+n.Data+" lang>")
	case "title":
		p.said(&p.d.Titles, content(n), "<title>")
	case "meta":
		p.meta(n)
	case "link":
		p.link(n)
	case "base":
		field(p.d, "base address", attribute(n, "href"), "<base>")
	case "a", "area":
		if attribute(n, "href") != "" {
			p.links++
		}
	case "script":
		if strings.EqualFold(attribute(n, "type"), "application/ld+json") {
			p.linked(content(n))
		}
	case "time":
		if attribute(n, "itemprop") != "" || attribute(n, "pubdate") != "" {
			p.meta(n)
		}
	}
	p.resources(n)
}

// content is the text directly inside an element.
func content(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// said adds a claim, once for each place.
func (p *page) said(list *[]document.Said, value, where string) {
	if value = document.Clip(strings.Join(strings.Fields(value), " ")); value == "" || len(*list) > document.MaxFields {
		return
	}
	*list = append(*list, document.Said{Value: value, Where: where})
}

func (p *page) language(tag, where string) {
	p.said(&p.d.Languages, strings.ReplaceAll(tag, "_", "-"), where)
}

// link reads what a page says of its own address.
func (p *page) link(n *html.Node) {
	rel, href := strings.ToLower(attribute(n, "rel")), attribute(n, "href")
	switch rel {
	case "canonical", "shortlink":
		field(p.d, "canonical address", href, "<link rel="+rel+">")
	case "amphtml", "alternate":
		field(p.d, "other version", href, "<link rel="+rel+">")
	}
}

// loaded are the attributes by which elements make a browser load something.
var loaded = map[string][]string{
	"img": {"src", "srcset", "data-src"}, "script": {"src"}, "iframe": {"src"}, "frame": {"src"}, "embed": {"src"}, "object": {"data"},
	"audio": {"src"}, "video": {"src", "poster"}, "source": {"src", "srcset"}, "track": {"src"}, "input": {"src"},
	"link": {"href"}, "body": {"background"}, "table": {"background"}, "td": {"background"}, "image": {"href"},
}

// notLoaded are links that a browser follows when it is asked to only.
var notLoaded = set("canonical shortlink alternate amphtml author license next prev search help bookmark me pingback")

// resources counts what would be fetched, and takes out what the page carries.
func (p *page) resources(n *html.Node) {
	for _, key := range loaded[n.Data] {
		value := attribute(n, key)
		if value == "" || n.Data == "link" && notLoaded[strings.ToLower(attribute(n, "rel"))] {
			continue
		}
		where := fmt.Sprintf("<%s %s>", n.Data, key)
		if key != "srcset" {
			p.resource(n.Data, value, where)
			continue
		}
		for candidate := range strings.SplitSeq(value, ", ") {
			if address, _, _ := strings.Cut(strings.TrimSpace(candidate), " "); address != "" {
				p.resource(n.Data, address, where)
			}
		}
	}
	if n.Data == "a" {
		if href := attribute(n, "href"); isData(href) {
			p.carried(href, "<a href>")
		}
	}
}

func (p *page) resource(element, address, where string) {
	if isData(address) {
		p.carried(address, where)
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" {
		return
	}
	p.remote[element]++
	if len(p.hosts) < document.MaxFields {
		p.hosts[strings.ToLower(u.Hostname())] = true
	}
}

func isData(address string) bool { return len(address) > 5 && strings.EqualFold(address[:5], "data:") }

// carried takes a file out of a data: address, RFC 2397.
func (p *page) carried(address, where string) {
	p.data++
	head, data, ok := strings.Cut(address[5:], ",")
	mediaType, encoded := strings.CutSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64")
	mediaType, _, _ = strings.Cut(mediaType, ";")
	var content []byte
	var err error
	switch {
	case !ok:
		err = fmt.Errorf("it has no comma")
	case encoded:
		content, err = decodeBase64(data)
	default:
		data, err = url.PathUnescape(data)
		content = []byte(data)
	}
	name := fmt.Sprintf("data-%d", p.data)
	if err != nil {
		p.d.Unread("text/data-unread", name, fmt.Sprintf("A file that the page carries in %s could not be taken out: %v.", where, err))
		return
	}
	if len(content) > 0 {
		p.d.Embedded = append(p.d.Embedded, document.Embedded{Name: name, MIME: mediaType, Where: where, Data: content})
	}
}

// decodeBase64 decodes as browsers do: blanks and missing padding are forgiven.
func decodeBase64(data string) ([]byte, error) {
	if strings.Contains(data, "%") {
		if plain, err := url.PathUnescape(data); err == nil {
			data = plain
		}
	}
	data = strings.TrimRight(strings.Join(strings.FieldsFunc(data, isBlank), ""), "=")
	return base64.RawStdEncoding.DecodeString(data)
}
