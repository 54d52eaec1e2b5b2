package prose

import (
	"fmt"
	"strings"
)

// Part is what a mail does in its thread.
type Part int

// The parts.
const (
	Opens    Part = iota // the first mail
	Answers              // some sentences
	Short                // a line
	Passes               // passes another on
	Attaches             // brings a file
	Revises              // brings a file that its writer changed
	SignsOff             // brings the file that holds
)

// Mail is the text of a mail: one line a paragraph, empty lines between. To is
// whom it greets, from who signs, by first name; file is the attachment's name.
func (s *Story) Mail(part Part, to, from, file string) string {
	given := map[string]string{"to": to, "file": file}
	var body []string
	switch part {
	case Opens:
		for range 1 + s.r.IntN(3) {
			body = append(body, s.paragraph(2+s.r.IntN(3)))
		}
		if s.r.IntN(2) == 0 {
			body = append(body, s.say("ask"))
		}
	case Answers:
		body = append(body, s.say("answer")+" "+s.Sentence())
		if s.r.IntN(3) == 0 {
			body = append(body, s.paragraph(1+s.r.IntN(2))+" "+s.say("ask"))
		}
	case Short:
		return s.usual("short", given) + "\n\n" + from
	case Passes:
		body = append(body, s.usual("pass", given))
	case Attaches:
		body = append(body, s.usual("attach", given)+" "+s.Sentence(), s.say("ask"))
	case Revises:
		body = append(body, s.usual("revise", given)+" "+s.Sentence())
	case SignsOff:
		body = append(body, s.usual("signoff", given))
	}
	text := strings.Join(body, "\n\n")
	if part != Passes {
		text = s.usual("greeting", given) + "\n\n" + text
	}
	return text + "\n\n" + s.usual("closing", given) + "\n\n" + from
}

func (s *Story) paragraph(sentences int) string {
	list := make([]string, sentences)
	for i := range list {
		list[i] = s.Sentence()
	}
	return strings.Join(list, " ")
}

// Article is a news story: a headline and paragraphs, 6 to 28 of them.
func (s *Story) Article() (headline string, paragraphs []string) {
	headline = s.say("headline")
	paragraphs = append(paragraphs, s.usual("lead", s.quoting("", true)))
	for range 5 + s.r.IntN(23) {
		if s.r.IntN(3) == 0 {
			paragraphs = append(paragraphs, s.frame())
		} else {
			paragraphs = append(paragraphs, s.paragraph(1+s.r.IntN(3)))
		}
	}
	return headline, paragraphs
}

// frame is a sentence that somebody is quoted with.
func (s *Story) frame() string {
	pattern := s.pattern(anyTopic, "frame")
	return s.fill(pattern, s.quoting(pattern, false))
}

// quoting is a sentence to be quoted: with its full stop where it ends what it
// stands in.
func (s *Story) quoting(pattern string, whole bool) map[string]string {
	q := s.Sentence()
	if !whole && !strings.Contains(pattern, ": \"{Quote}\"") && !strings.HasSuffix(pattern, "{quote}") {
		q = strings.TrimSuffix(q, ".")
	}
	return map[string]string{"quote": q}
}

// Minutes are those of a meeting.
func (s *Story) Minutes() (title string, paragraphs []string) {
	title = s.say("subject")
	for i := range 5 + s.r.IntN(6) {
		text := s.usual("minutes", s.quoting("", true))
		if i == 0 {
			text = s.usual("minutes", s.quoting("", true)) + " " + s.Sentence()
		}
		paragraphs = append(paragraphs, fmt.Sprintf("%d. %s", i+1, text))
	}
	return title, paragraphs
}

// Report is a paper of some paragraphs.
func (s *Story) Report() (title string, paragraphs []string) {
	title = s.say("subject")
	for range 4 + s.r.IntN(6) {
		paragraphs = append(paragraphs, s.paragraph(2+s.r.IntN(3)))
	}
	return title, paragraphs
}

// News is the text of a newsletter.
func (s *Story) News() (subject, text string) {
	var body []string
	for range 3 + s.r.IntN(4) {
		body = append(body, s.usual("news", s.quoting("", true))+" "+s.Sentence())
	}
	return s.say("headline"), strings.Join(body, "\n\n")
}

// Table is a list of payments: a head, rows of date, payee and a whole number.
func (s *Story) Table() (rows [][]string) {
	head := []string{"Date", "Payee", "Amount"}
	if s.Lang == "fr" {
		head = []string{"Date", "Bénéficiaire", "Montant"}
	}
	rows = append(rows, head)
	for range 6 + s.r.IntN(20) {
		rows = append(rows, []string{s.date(), Firm(s.r, s.Lang), fmt.Sprint(10 * (1 + s.r.IntN(900)))})
	}
	return rows
}
