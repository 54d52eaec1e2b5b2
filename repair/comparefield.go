package repair

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"assay/mail"
)

// readFields are the fields that a reader sees, or that put a message into a
// thread.
var readFields = []string{
	"from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references",
	"resent-from", "resent-to", "resent-date",
}

// field compares the fields of one name.
func (d *Difference) field(name string, stored, signed *mail.Message) {
	have, want := stored.All(name), signed.All(name)
	if slices.EqualFunc(have, want, func(a, b mail.Field) bool { return bytes.Equal(a.Value(), b.Value()) }) {
		return
	}
	a, b := fieldText(have), fieldText(want)
	unsure := slices.ContainsFunc(slices.Concat(have, want), func(f mail.Field) bool { // is not read to its end, or not by all
		return f.Long() || oddWords(f.Unfolded())
	})
	if !unsure && (a == b || d.sameSense(name, have, want)) {
		return
	}
	d.Fields = append(d.Fields, Field{name, clip(a), clip(b)})
}

// sameSense reports whether single fields of a name that do not read alike say
// the same, or what was added is told elsewhere.
func (d *Difference) sameSense(name string, have, want []mail.Field) bool {
	if len(have) != 1 || len(want) != 1 {
		return false
	}
	a, b := fieldText(have), fieldText(want)
	switch name {
	case "subject":
		return d.tagged(a, b)
	case "date":
		return sameMoment(a, b)
	case "message-id", "in-reply-to", "references":
		return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
	case "to", "cc", "bcc", "reply-to":
		return d.samePeople(have[0], want[0])
	case "from", "sender": // who stands first is shown
		p := people(have[0])
		return p != nil && slices.Equal(p, people(want[0]))
	}
	return false
}

// samePeople compares lists of people, and notes when their order differs.
func (d *Difference) samePeople(have, want mail.Field) bool {
	a, b := people(have), people(want)
	if a == nil || b == nil || slices.Equal(a, b) {
		return a != nil && b != nil
	}
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		return false
	}
	d.Reordered = true
	return true
}

// reply is how the subject of an answer begins: a list that puts its tag before
// it writes Re: once more, and no Re: before another.
var reply = regexp.MustCompile(`^(?i:re|fwd?|aw|antw|sv|wg|tr):`)

// tagged reports whether a subject is the signed one with a tag or two of a
// list in front or behind its Re:, and notes them.
func (d *Difference) tagged(have, want string) bool {
	var extra []string
	for rest := have; len(extra) < 2; {
		m := tag.FindStringSubmatch(rest)
		if m == nil {
			return false
		}
		extra = append(extra, strings.TrimSpace(m[2]))
		behind := rest[len(m[0]):]
		rest = m[1] + behind
		if want != "" && (rest == want || m[1] != "" && behind == want && reply.MatchString(want)) {
			text := strings.Join(extra, " ")
			d.add(Addition{Kind: AddedTag, Text: text, Key: key(AddedTag, text)})
			return true
		}
	}
	return false
}

// fieldText is what a reader sees of all fields of a name.
func fieldText(fields []mail.Field) string {
	var texts []string
	for _, f := range fields {
		texts = append(texts, strings.Join(strings.Fields(f.Text()), " "))
	}
	return strings.Join(texts, " and also ")
}

// people are the names and addresses of a list, each in one spelling; nil
// where they cannot be told apart.
func people(f mail.Field) []string {
	boxes := mailboxes(f.Unfolded())
	for i, b := range boxes {
		boxes[i] = person(unescaped(b))
	}
	return boxes
}

// person is a mailbox in one spelling. One that programmes may read in more
// ways than one stays as it is.
func person(box string) string {
	name, angle, ok := cutName(box)
	list, _ := mail.Addresses(box)
	if len(list) != 1 {
		return box
	}
	addr := strings.ToLower(list[0].Addr)
	if !ok { // the name may be a comment. RFC 5322 §3.4
		name = list[0].Name
	} else if strings.Trim(angle, "<> ") != list[0].Addr {
		return box
	}
	if strings.HasPrefix(name, `"`) && strings.HasSuffix(name, `"`) && len(name) > 1 {
		name = strings.ReplaceAll(name[1:len(name)-1], `\`, "")
	}
	name = strings.Join(strings.Fields(mail.DecodeWords(name)), " ")
	if strings.EqualFold(strings.Trim(name, "'"), addr) {
		name = ""
	}
	return name + " <" + addr + ">"
}

func sameMoment(a, b string) bool {
	t, ok1 := mail.ParseDate(a)
	u, ok2 := mail.ParseDate(b)
	_, zone1 := t.Zone()
	_, zone2 := u.Zone()
	return ok1 && ok2 && t.Equal(u) && zone1 == zone2 && plainZone(a) && plainZone(b)
}
