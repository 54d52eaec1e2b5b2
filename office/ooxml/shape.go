package ooxml

import (
	"bytes"
	"regexp"
	"strings"

	"assay/office/claims"
)

// headBytes is how far into the main part its first element is looked for.
const headBytes = 16 << 10

// declares finds the namespaces that an element declares.
var declares = regexp.MustCompile(`\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"']+)["']`)

// lineEnds makes the ends of lines visible.
var lineEnds = strings.NewReplacer("\r", `\r`, "\n", `\n`)

// extensions is how the namespaces begin that came after the standard; the year
// of each follows.
const extensions = "http://schemas.microsoft.com/office/"

// shape says how the main part is written down: its XML declaration with what
// stands between it and the first element, and which of the namespaces of that
// element came after the standard. Both differ from programme to programme and from version to version.
func (r *reader) shape(main string) {
	head := r.p.Head(main, headBytes)
	root := bytes.IndexByte(head, '<')
	if root >= 0 && bytes.HasPrefix(head[root:], []byte("<?")) {
		if next := bytes.IndexByte(head[root+1:], '<'); next >= 0 {
			root += 1 + next
		}
	}
	if root < 0 {
		return
	}
	r.c.Field("XML declaration", lineEnds.Replace(string(head[:root])), main)
	end := bytes.IndexByte(head[root:], '>')
	if end < 0 {
		return
	}
	var list claims.List
	for _, m := range declares.FindAllSubmatch(head[root:root+end], -1) {
		if bytes.HasPrefix(m[1], []byte(extensions)) {
			list.Add(string(m[1]))
		}
	}
	r.c.List("later namespaces", &list, " ", main)
}
