package plain

import (
	"strings"

	"golang.org/x/net/html"
)

// place is where the walk is: what holds for all below an element.
type place struct {
	hidden, frame, article, kept bool
}

// where is the list of words that a place adds to.
func (p *page) where(at place) *words {
	switch {
	case at.hidden:
		return p.hidden
	case at.frame:
		return p.frame
	}
	return p.body
}

var (
	// blocks are elements that begin and end a line.
	blocks = set("address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table tbody tfoot thead title tr ul")
	// frames are elements that stand around the body; headers and footers are
	// so outside an article only.
	frames = set("nav aside button input label select textarea menu footer header")
	// roles are the same by ARIA.
	roles = set("navigation banner contentinfo complementary search menu menubar toolbar")
	// unseen are elements whose words no reader sees.
	unseen = set("head template datalist noframes noembed iframe object")
)

func set(names string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

// within is the place of what stands inside n.
func (at place) within(n *html.Node) place {
	role := attribute(n, "role")
	switch {
	case n.Data == "article", n.Data == "main", role == "main", role == "article":
		at.article = true
	case (n.Data == "header" || n.Data == "footer") && at.article:
	case frames[n.Data], roles[role]:
		at.frame = true
	case n.Data == "pre", n.Data == "textarea":
		at.kept = true
	}
	at.hidden = at.hidden || unseen[n.Data] || isHidden(n)
	return at
}

// isHidden looks at what the element says of itself; style sheets are not read.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			for _, s := range []string{"display:none", "visibility:hidden", "mso-hide:all"} {
				if strings.Contains(style, s) {
					return true
				}
			}
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
