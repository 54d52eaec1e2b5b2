package prose

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Cast is who and what a story can name.
type Cast struct {
	Org    string
	People []string  // full names
	At     time.Time // about when it is told
}

// Story is one matter that mails, minutes or an article are about. It draws from
// its random numbers whenever it is asked; one goroutine uses it at a time.
type Story struct {
	Lang, Topic string

	r     *rand.Rand
	cast  Cast
	fixed map[string]string // what it keeps: one amount, one place, one date …
	order map[string][]int  // patterns of a role that were not used yet
}

// NewStory begins a story in a language ("en" or "fr") about a topic.
func NewStory(r *rand.Rand, lang, topic string, cast Cast) *Story {
	return &Story{Lang: lang, Topic: topic, r: r, cast: cast, fixed: map[string]string{}, order: map[string][]int{}}
}

// pattern is the next of a role: all are used before one comes again.
func (s *Story) pattern(topic, role string) string {
	list := patterns[s.Lang][[2]string{topic, role}]
	if len(list) == 0 {
		panic(fmt.Sprintf("lab/prose: no %s about %s in %s", role, topic, s.Lang))
	}
	if len(s.order[role]) == 0 {
		s.order[role] = s.r.Perm(len(list))
	}
	n := s.order[role][0]
	s.order[role] = s.order[role][1:]
	return list[n]
}

// say is a pattern of the topic with its values.
func (s *Story) say(role string) string { return s.fill(s.pattern(s.Topic, role), nil) }

// usual is a pattern of every topic; given holds values of this one sentence.
func (s *Story) usual(role string, given map[string]string) string {
	return s.fill(s.pattern(anyTopic, role), given)
}

// Sentence is a statement of the story.
func (s *Story) Sentence() string { return s.say("say") }

// Subject is what a first mail of the story has as its subject.
func (s *Story) Subject() string { return s.say("subject") }

// fill puts values into a pattern. A slot that begins with a capital begins a
// sentence; one in capitals stands in capitals.
func (s *Story) fill(pattern string, given map[string]string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		value := s.value(strings.ToLower(slot), given)
		switch {
		case len(slot) > 1 && slot == strings.ToUpper(slot):
			value = strings.ToUpper(value)
		case unicode.IsUpper(rune(slot[0])):
			value = capital(value)
		}
		b.WriteString(value)
		pattern = after
	}
}

func capital(text string) string {
	c, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(c)) + text[n:]
}

func (s *Story) value(slot string, given map[string]string) string {
	if v, ok := given[slot]; ok {
		return v
	}
	name, fresh := strings.CutSuffix(slot, "*")
	if v, ok := s.fixed[name]; ok && !fresh {
		return v
	}
	v := s.draw(name)
	for range 4 { // a fresh value differs from the one kept, where there are others
		if !fresh || v != s.fixed[name] {
			break
		}
		v = s.draw(name)
	}
	if !fresh {
		s.fixed[name] = v
	}
	return v
}

func (s *Story) draw(name string) string {
	switch name {
	case "amount":
		return s.amount()
	case "date":
		return s.date()
	case "month":
		return s.month()
	case "day":
		return s.day()
	case "hour":
		return s.hour()
	case "percent":
		return s.percent()
	case "room":
		return s.room()
	case "count":
		return fmt.Sprint(20 + s.r.IntN(300))
	case "few":
		return fmt.Sprint(2 + s.r.IntN(11))
	case "ref":
		return fmt.Sprintf("%c%c-%05d", 'A'+s.r.IntN(26), 'A'+s.r.IntN(26), s.r.IntN(100000))
	case "place":
		return Town(s.r, s.Lang)
	case "supplier":
		return Firm(s.r, s.Lang)
	case "outlet":
		return Outlet(s.r, s.Lang)
	case "org":
		return s.cast.Org
	case "person":
		if len(s.cast.People) > 0 && s.r.IntN(4) > 0 {
			return one(s.r, s.cast.People)
		}
		first, last := Name(s.r, s.Lang)
		return first + " " + last
	}
	return one(s.r, patterns[s.Lang][[2]string{s.Topic, "word:" + name}])
}
