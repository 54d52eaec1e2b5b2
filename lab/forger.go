package lab

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"assay/lab/forge"
	"assay/lab/label"
	"assay/lab/post"
	"assay/lab/prose"
)

// forger decides which items are forged, and how.
type forger struct {
	r     *rand.Rand
	seed  uint64
	share float64
	acts  int
	mail  deck
	paper deck
}

// streamForger is apart from those of package world.
const streamForger = 7 << 59

func newForger(o Options) *forger {
	f := &forger{r: rand.New(rand.NewPCG(o.Seed, streamForger)), share: o.Forged, seed: o.Seed}
	for _, t := range forge.Techniques {
		if slices.Contains(t.On, forge.Mail) {
			f.mail.all = append(f.mail.all, t)
		} else {
			f.paper.all = append(f.paper.all, t)
		}
	}
	return f
}

// divide sets how often each kind is forged, where mailShare of all items are
// mail or stand in it: each technique is as frequent as every other.
func (f *forger) divide(mailShare float64) {
	of := float64(len(f.mail.all)) / float64(len(f.mail.all)+len(f.paper.all))
	if mailShare >= 1 {
		f.mail.rate = f.share
		return
	}
	f.mail.rate, f.paper.rate = f.share*of/mailShare, f.share*(1-of)/(1-mailShare)
}

// forge applies the first technique that waits in a deck and fits the job.
func (f *forger) forge(d *deck, j *forge.Job, prepare func(forge.Technique)) (forge.Technique, *forge.Forged, bool) {
	var out *forge.Forged
	t, ok := d.draw(f.r, func(t forge.Technique) (fits, tried bool) {
		if !slices.Contains(t.On, j.Kind) {
			return false, false
		}
		prepare(t)
		made, ok := forge.Forge(t, j)
		if !ok || len(made.Items) == 0 || string(made.Items[0].Content) == string(j.Original) {
			return false, true
		}
		out = made
		return true, true
	})
	if ok {
		f.acts++
	}
	return t, out, ok
}

// additional reports whether what a technique makes comes beside the item it was
// made from, and not in its place.
func additional(t forge.Technique) bool {
	return strings.HasPrefix(t.ID, "made-") || strings.HasPrefix(t.ID, "intruder-") || t.ID == "two-fakes"
}

// job is what the forger has at hand for an item about a topic.
func (f *forger) job(kind, lang, topic string, original []byte, now time.Time) *forge.Job {
	r := rand.New(rand.NewPCG(f.r.Uint64(), uint64(f.acts)))
	first, last := prose.Name(r, "en")
	j := &forge.Job{R: r, Original: original, Kind: kind, Lang: lang, Now: now, Hand: first + " " + last}
	if topic == "" {
		topic = prose.Topics[r.IntN(len(prose.Topics)-1)]
	}
	j.Words = words(r, topic, now)
	invent := post.InventedKey(f.seed, hands[f.acts%len(hands)])
	j.Sign = func(raw []byte, domain, selector string, whole bool) []byte {
		return invent(raw, domain, selector, now.Add(-time.Duration(60+r.IntN(400))*24*time.Hour), whole)
	}
	return j
}

// hands are names of keys that forgers made.
var hands = []string{"one", "two", "three"}

func words(r *rand.Rand, topic string, at time.Time) forge.Words {
	stories := map[string]*prose.Story{}
	return forge.Words{
		Name: func() string {
			first, last := prose.Name(r, [...]string{"en", "fr"}[r.IntN(2)])
			return first + " " + last
		},
		Address: func() string {
			first, last := prose.Name(r, "en")
			return prose.Plain(first) + "." + prose.Plain(last) + "@" + [...]string{"bigmail.example", "offshore.example", "trustbank.example"}[r.IntN(3)]
		},
		Sentence: func(lang string) string {
			if stories[lang] == nil {
				stories[lang] = prose.NewStory(r, lang, topic, prose.Cast{Org: "the fund", At: at})
			}
			return stories[lang].Sentence()
		},
		Foreign: func(lang string) string { return prose.Foreign(r, lang) },
		Spam:    func() string { return prose.Spam(r, [...]string{"en", "fr"}[r.IntN(2)]) },
	}
}

// name names an act.
func (f *forger) name() string { return "act-" + digits(f.acts) }

// accused is the label of something that a technique gave.
func (f *forger) accused(t forge.Technique, it forge.Item, d string, mailbox, original string) label.Label {
	l := label.Label{Item: d, Made: true, Truth: it.Truth, Mailbox: mailbox, Kind: it.Kind, Damage: it.Damage}
	if it.Truth == label.Authentic {
		return l
	}
	l.Act, l.Technique, l.Skill, l.Traces, l.Lines, l.Original = f.name(), t.ID, t.Skill, it.Traces, it.Lines, original
	return l
}
