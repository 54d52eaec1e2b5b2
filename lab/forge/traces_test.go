package forge_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/lab/forge"
	"assay/lab/label"
	"assay/mail"
)

// The mails of the crafted box.
const (
	twinLetter = iota
	laterTwinLetter
	wholeLetter
	oldMailerLetter
	attachedLetter
	pageLetter
)

// TestTracesDependOnTheCase forges the same way in mails that hold different
// things, and with different skill.
func TestTracesDependOnTheCase(t *testing.T) {
	for _, c := range []struct {
		id    string
		skill label.Skill
		mail  int
		want  string
	}{
		// A same-length figure in the source of quoted-printable shows nowhere but in the twin.
		{"body-figure", label.Clumsy, twinLetter, "twins-differ signature"},
		{"body-figure", label.Fair, twinLetter, "signature"},
		{"body-figure", label.Able, twinLetter, "signature"},
		{"body-figure", label.Fair, wholeLetter, "encoding-by-hand signature"},
		{"body-figure", label.Able, wholeLetter, "signature"},
		{"body-figure", label.Clumsy, oldMailerLetter, ""},
		{"body-sentence", label.Clumsy, twinLetter, "twins-differ signature"},
		{"body-sentence", label.Fair, twinLetter, "encoding-by-hand signature"},
		{"body-sentence", label.Able, twinLetter, "signature"},
		{"body-sentence", label.Clumsy, oldMailerLetter, "length-stated wrapping"},
		{"body-sentence", label.Able, oldMailerLetter, "length-stated"},
		{"body-sentence", label.Expert, oldMailerLetter, ""},
		{"twin-html", label.Fair, twinLetter, "twins-differ signature"},
		{"twin-both", label.Able, twinLetter, "signature"},
		{"line-ends", label.Clumsy, oldMailerLetter, "mixed-line-ends length-stated"},
		{"other-script", label.Clumsy, oldMailerLetter, "charset-broken foreign-letters length-stated wrapping"},
		{"other-script", label.Able, twinLetter, "foreign-letters signature"},
		{"field-cc", label.Clumsy, twinLetter, "field-misplaced"}, // h= does not name cc
		{"field-to", label.Able, twinLetter, "signature"},
		{"from-changed", label.Clumsy, twinLetter, "results-name-another signature"},
		{"from-changed", label.Clumsy, oldMailerLetter, "sender-kept"},
		{"from-changed", label.Able, oldMailerLetter, ""},
		{"subject-changed", label.Clumsy, twinLetter, "topic-kept signature"},
		{"subject-changed", label.Able, twinLetter, "signature"},
		{"date-alone", label.Clumsy, oldMailerLetter, "weekday date-against-servers date-against-mailer"},
		{"date-weekday", label.Fair, oldMailerLetter, "date-against-servers date-against-mailer"},
		{"date-weekday", label.Fair, twinLetter, "date-against-servers date-against-mailer quote-later parent-later signature"},
		{"date-servers", label.Able, oldMailerLetter, "date-against-mailer mailer-younger"},
		{"date-identifier", label.Able, oldMailerLetter, "mailer-younger"},
		{"date-everything", label.Expert, oldMailerLetter, ""},
		{"date-everything", label.Expert, twinLetter, "signature"},
		{"made-template", label.Fair, twinLetter, "signature shared-id shared-boundary"},
		{"made-template", label.Expert, twinLetter, ""},
		{"attachment-edited", label.Clumsy, attachedLetter, "encoding-by-hand length-stated attachment-later signature"},
		{"attachment-swapped", label.Expert, attachedLetter, "signature"},
		{"attachment-renamed", label.Able, attachedLetter, "part-date signature"},
		{"signature-stripped", label.Able, twinLetter, ""},
		{"intruder-sent", label.Expert, twinLetter, ""},
		{"intruder-backdated", label.Able, twinLetter, "date-against-servers date-against-mailer"},
		{"two-fakes", label.Expert, twinLetter, "invented-key"},
	} {
		f := apply(t, c.id, c.skill, c.mail, 11)
		var got []string
		for _, tr := range f.Items[0].Traces {
			got = append(got, string(tr))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s in mail %d leaves %v, not %s", c.id, c.skill, c.mail, got, c.want)
		}
	}
}

// apply forges one of the crafted box.
func apply(t testing.TB, id string, skill label.Skill, n int, seed uint64) *forge.Forged {
	t.Helper()
	b := crafted(t)
	f, ok := forge.Forge(technique(t, id, skill), b.job(seed, b.mails[n]))
	if !ok {
		t.Fatalf("%s %s does not fit mail %d", id, skill, n)
	}
	return f
}

// TestAbleHandsEncodeAsTheMailerDid looks at the stored bytes.
func TestAbleHandsEncodeAsTheMailerDid(t *testing.T) {
	for seed := range uint64(20) {
		for _, n := range []int{twinLetter, wholeLetter, pageLetter} {
			f := apply(t, "body-sentence", label.Able, n, seed)
			for line := range bytes.Lines(f.Items[0].Content[mail.Parse(f.Items[0].Content).Body:]) {
				if len(bytes.TrimRight(line, "\r\n")) > 76 {
					t.Errorf("mail %d: a line of %d letters: %s", n, len(line), line)
				}
			}
		}
	}
}

// TestLinesGrowUnderClumsyHands holds the trace to the stored bytes.
func TestLinesGrowUnderClumsyHands(t *testing.T) {
	was, grown := longLines(crafted(t).mails[twinLetter]), 0
	for seed := range uint64(20) {
		it := apply(t, "body-sentence", label.Clumsy, twinLetter, seed).Items[0]
		grew := len(longLines(it.Content)) > len(was)
		if grew {
			grown++
		}
		if grew != slices.Contains(it.Traces, forge.EncodingByHand) {
			t.Errorf("seed %d: a line grew: %v; traces %v", seed, grew, it.Traces)
		}
	}
	if grown == 0 {
		t.Error("no line grew")
	}
}

func longLines(raw []byte) (list []string) {
	for line := range bytes.Lines(raw) {
		if s := strings.TrimRight(string(line), "\r\n"); len(s) > 76 && !strings.Contains(s, ": ") {
			list = append(list, s)
		}
	}
	return list
}

// TestLengthsAreMendedByExperts reads what the mail states.
func TestLengthsAreMendedByExperts(t *testing.T) {
	for _, skill := range []label.Skill{label.Able, label.Expert} {
		m := mail.Parse(apply(t, "body-sentence", skill, oldMailerLetter, 3).Items[0].Content)
		f, _ := m.First("content-length")
		n, err := strconv.Atoi(f.Unfolded())
		if err != nil || (n == len(m.Raw)-m.Body) != (skill == label.Expert) {
			t.Errorf("%s: %s is stated of %d bytes", skill, f.Unfolded(), len(m.Raw)-m.Body)
		}
	}
}

// TestEverythingIsDatedBack reads each time where it stands.
func TestEverythingIsDatedBack(t *testing.T) {
	m := mail.Parse(apply(t, "date-everything", label.Expert, twinLetter, 5).Items[0].Content)
	field, _ := m.First("date")
	date, ok := mail.ParseDate(field.Unfolded())
	if !ok || sent.Sub(date) < 300*24*time.Hour {
		t.Fatalf("Date: %s", field.Unfolded())
	}
	b := m.Root.Boundary()
	micro, err := strconv.ParseInt(b[18:28]+b[12:16], 16, 64)
	if err != nil || time.UnixMicro(micro).Sub(date).Abs() > time.Minute || len(m.Root.Children) != 2 {
		t.Errorf("boundary %s of a mail of %v, %d parts", b, date, len(m.Root.Children))
	}
	id, _ := m.First("message-id")
	milli, err := strconv.ParseInt(strings.SplitN(strings.Trim(id.Unfolded(), "<>"), ".", 2)[0], 10, 64)
	if err != nil || time.UnixMilli(milli).Sub(date).Abs() > time.Minute {
		t.Errorf("Message-ID %s", id.Unfolded())
	}
	received, _ := m.First("received")
	if _, at, _ := strings.Cut(received.Unfolded(), ";"); !strings.Contains(at, date.Format("02 Jan 2006")) || !strings.Contains(at, date.Format("Mon,")) {
		t.Errorf("Received %s of a mail of %v", received.Unfolded(), date)
	}
	if text := m.Text(); strings.Contains(text, "2022") || strings.Contains(text, "2021") == false {
		t.Errorf("a quotation kept its date: %s", text)
	}
}

func TestTransplantedSignatureIsOfAnotherMail(t *testing.T) {
	f := apply(t, "signature-transplanted", label.Fair, twinLetter, 2)
	was, _ := mail.Parse(crafted(t).mails[twinLetter]).First("dkim-signature")
	now, ok := mail.Parse(f.Items[0].Content).First("dkim-signature")
	if !ok || bytes.Equal(was.Raw, now.Raw) || !slices.Contains(f.Items[0].Traces, label.Signature) {
		t.Errorf("%s\n%v", now.Raw, f.Items[0].Traces)
	}
}

func TestTwoFakesAreSignedAlike(t *testing.T) {
	f := apply(t, "two-fakes", label.Expert, twinLetter, 2)
	var keys []string
	for _, it := range f.Items {
		s, _ := mail.Parse(it.Content).First("dkim-signature")
		value := s.Unfolded()
		keys = append(keys, value[strings.Index(value, "s="):][:8])
		if !strings.Contains(value, "d=press.example") {
			t.Error(value)
		}
	}
	if len(f.Items) != 2 || keys[0] != keys[1] || f.Items[0].Inside || bytes.Equal(f.Items[0].Content, f.Items[1].Content) {
		t.Errorf("%d items under %v", len(f.Items), keys)
	}
}

// TestSwappedDocumentIsAnItem looks at the document within the mail.
func TestSwappedDocumentIsAnItem(t *testing.T) {
	f := apply(t, "attachment-edited", label.Fair, attachedLetter, 2)
	if len(f.Items) != 2 || !f.Items[1].Inside || f.Items[1].Kind != "pdf" {
		t.Fatalf("%d items", len(f.Items))
	}
	m := mail.Parse(f.Items[0].Content)
	content, _ := m.Decode(leaves(m)[1])
	if diff := cmp.Diff(len(content), len(f.Items[1].Content)); diff != "" || !bytes.Equal(content, f.Items[1].Content) {
		t.Errorf("the mail carries another document: %s", diff)
	}
}
