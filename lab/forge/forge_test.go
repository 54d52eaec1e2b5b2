package forge_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/lab/forge"
	"assay/lab/label"
	"assay/mail"
)

func TestMadeMail(t *testing.T) { forgeAll(t, made(t), 1) }

func TestListMail(t *testing.T) { forgeAll(t, real(t, "list-ksummit", "eml/*/*.eml", 15), 2) }

func TestOldMail(t *testing.T) { forgeAll(t, real(t, "ham-spamassassin-2002", "easy-ham-*/*", 15), 3) }

func TestCraftedMail(t *testing.T) { forgeAll(t, crafted(t), 4) }

// lacking are techniques for which a box may hold nothing.
var lacking = map[string][]string{
	"examples":              {"twin-", "html-alone", "attachment-", "quote-changed", "made-thread", "body-date", "date-quotation"},
	"list-ksummit":          {"twin-", "html-alone", "attachment-"},
	"ham-spamassassin-2002": {"twin-", "html-alone", "attachment-", "encoded-", "signature-", "other-script", "date-quotation", "body-date"},
	"crafted":               {},
}

// forgeAll applies every technique to every mail of a box.
func forgeAll(t *testing.T, b box, seed uint64) {
	done := map[string]int{}
	for _, tq := range forge.Techniques {
		for i, raw := range b.mails {
			f, ok := forge.Forge(tq, b.job(seed+uint64(i), raw))
			if !ok || !slices.Contains(tq.On, forge.Mail) {
				if ok {
					t.Errorf("%s works on %v and was applied to mail", tq.ID, tq.On)
				}
				continue
			}
			done[tq.ID]++
			again, _ := forge.Forge(tq, b.job(seed+uint64(i), raw))
			if !reflect.DeepEqual(f, again) {
				t.Errorf("%s %s: two runs differ", tq.ID, tq.Skill)
			}
			for _, it := range f.Items {
				checkItem(t, tq, it)
			}
			if why := beyond(tq, mail.Parse(raw), mail.Parse(f.Items[0].Content)); why != "" {
				t.Errorf("%s mail %d, %s %s: %s", b.name, i, tq.ID, tq.Skill, why)
			}
		}
	}
	for _, tq := range forge.Techniques {
		excused := slices.ContainsFunc(lacking[b.name], func(prefix string) bool { return strings.HasPrefix(tq.ID, prefix) })
		if slices.Contains(tq.On, forge.Mail) && done[tq.ID] == 0 && !excused {
			t.Errorf("%s fits no mail of %s", tq.ID, b.name)
		}
	}
}

func checkItem(t *testing.T, tq forge.Technique, it forge.Item) {
	t.Helper()
	known := func(tr label.Trace) bool {
		return slices.ContainsFunc(forge.Notes, func(n forge.Note) bool { return n.Trace == tr })
	}
	for _, tr := range it.Traces {
		if !known(tr) {
			t.Errorf("%s %s: trace %q is in no vocabulary", tq.ID, tq.Skill, tr)
		}
	}
	want := label.Forged
	if strings.HasPrefix(tq.ID, "intruder-") {
		want = label.Intruder
	}
	if it.Truth != want || len(it.Content) == 0 || it.Kind == "" || len(it.Damage) > 0 {
		t.Errorf("%s %s: %s of kind %q, %d bytes, damage %v", tq.ID, tq.Skill, it.Truth, it.Kind, len(it.Content), it.Damage)
	}
	if it.Kind != forge.Mail {
		return
	}
	m := mail.Parse(it.Content)
	for _, name := range []string{"from", "date", "subject"} {
		if len(m.All(name)) != 1 {
			t.Errorf("%s %s: %s stands %d times", tq.ID, tq.Skill, name, len(m.All(name)))
		}
	}
	if strings.TrimSpace(m.Text()) == "" && !strings.HasPrefix(tq.ID, "attachment-") {
		t.Errorf("%s %s: no text is left", tq.ID, tq.Skill)
	}
}

// may are the fields that a technique may change, beside those of other times
// that dating back everything moves.
func may(id string, skill label.Skill) []string {
	able := skill == label.Able || skill == label.Expert
	switch {
	case strings.HasPrefix(id, "field-"):
		return []string{strings.TrimPrefix(id, "field-")}
	case id == "recipient-changed" && able:
		return []string{"to", "delivered-to", "x-original-to", "received", "envelope-to"}
	case id == "recipient-changed":
		return []string{"to"}
	case id == "from-changed":
		return []string{"from", "sender", "reply-to", "x-sender", "return-path", "received-spf", "authentication-results",
			"arc-authentication-results", "x-envelope-from", "message-id"}
	case id == "subject-changed":
		return []string{"subject", "thread-topic"}
	case id == "date-alone", id == "date-weekday":
		return []string{"date"}
	case id == "date-servers":
		return []string{"date", "received", "x-received"}
	case id == "date-identifier":
		return []string{"date", "received", "x-received", "message-id"}
	case id == "encoded-plain":
		return []string{"content-transfer-encoding"}
	case strings.HasPrefix(id, "signature-"):
		return []string{"dkim-signature", "domainkey-signature", "x-google-dkim-signature", "authentication-results",
			"arc-authentication-results", "arc-message-signature", "arc-seal"}
	case strings.HasPrefix(id, "attachment-"):
		return []string{"content-type", "content-disposition", "content-length", "lines"}
	case skill == label.Expert:
		return []string{"content-length", "lines"}
	}
	return nil
}

// beyond tells what differs beside what the technique states.
func beyond(tq forge.Technique, was, now *mail.Message) string {
	if bytes.Equal(was.Raw, now.Raw) {
		return "nothing differs"
	}
	switch family, _, _ := strings.Cut(tq.ID, "-"); family {
	case "made", "two", "intruder":
		return ""
	case "field", "recipient", "from", "subject", "date":
		if tq.ID == "date-everything" || tq.ID == "date-quotation" {
			return ""
		}
		if !bytes.Equal(was.Raw[was.Body:], now.Raw[now.Body:]) {
			return "the body differs"
		}
	}
	if why := otherFields(was, now, may(tq.ID, tq.Skill)); why != "" {
		return why
	}
	return otherParts(tq, was, now)
}

// otherFields names a field that differs and may not.
func otherFields(was, now *mail.Message, may []string) string {
	fields := func(m *mail.Message) (list []string) {
		for _, f := range m.Header {
			if name := string(f.AppendLowerName(nil)); !slices.Contains(may, name) {
				list = append(list, string(f.Raw))
			}
		}
		return list
	}
	return cmp.Diff(fields(was), fields(now))
}

// otherParts looks at every part: of the text one place may differ.
func otherParts(tq forge.Technique, was, now *mail.Message) string {
	a, b := leaves(was), leaves(now)
	if len(a) != len(b) {
		return "other parts"
	}
	most := 60 // bytes of a change
	switch {
	case strings.Contains(tq.ID, "sentence"), strings.Contains(tq.ID, "spam"), strings.Contains(tq.ID, "foreign"),
		strings.HasPrefix(tq.ID, "encoded-grown"), tq.ID == "smart-signs", tq.ID == "line-ends":
		most = 250
	case tq.ID == "body-paragraph":
		most = 2000
	}
	changed := 0
	for i := range a {
		x, _ := was.Decode(a[i])
		y, _ := now.Decode(b[i])
		if a[i].Type != b[i].Type {
			return "another type"
		}
		out, in := difference(x, y)
		if len(out)+len(in) == 0 {
			continue
		}
		changed++
		attached := strings.HasPrefix(tq.ID, "attachment-")
		if attached == a[i].Own() || !attached && len(out)+len(in) > most {
			return "more than one place differs: " + out + " -> " + in
		}
	}
	header := strings.HasPrefix(tq.ID, "field-") || tq.ID == "attachment-renamed" || slices.Contains([]string{"recipient-changed", "from-changed", "subject-changed"}, tq.ID) || strings.HasPrefix(tq.ID, "date-")
	if (changed == 0) != header {
		return "the words are as they were, or were changed beside the header"
	}
	return ""
}

func leaves(m *mail.Message) (list []*mail.Part) {
	m.Root.Leaves(func(p *mail.Part) bool { list = append(list, p); return true })
	return list
}

// difference is what two texts differ in between what they begin and end with
// alike; blanks and line ends do not count.
func difference(a, b []byte) (out, in string) {
	x, y := strings.Join(strings.Fields(string(a)), " "), strings.Join(strings.Fields(string(b)), " ")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	x, y = x[n:], y[n:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return x, y
}
