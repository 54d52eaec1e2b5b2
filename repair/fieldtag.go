package repair

import "regexp"

// tag is what lists and filters put before a subject.
var tag = regexp.MustCompile(`^((?i:(?:re|fwd?|aw|antw|sv|wg|tr):\s*)*)(\[[^\[\]]{1,60}\]:?\s*|\*{1,5}[A-Z][A-Z _-]{2,20}\*{1,5}:?\s*|(?:SPAM|EXTERNAL|EXT|CAUTION):?\s+)`)

// undoSubjectTag takes one or two tags from the front of the subject, and white
// space that the list put behind a comma where it folded the line.
func undoSubjectTag(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "subject" {
		return
	}
	for n := 0; n < 2; n++ {
		m := tag.FindStringSubmatch(value)
		if m == nil {
			break
		}
		rest := value[len(m[0]):]
		add(c.made(f.Name(), m[1]+rest), n)
		if m[1] != "" { // "Re: [tag] Re: x" comes of "Re: x"
			add(c.made(f.Name(), rest), n)
		}
		value = m[1] + rest
	}
}
