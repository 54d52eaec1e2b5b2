// Package world is a made-up organisation and its traffic: people with
// mailboxes at several providers, outsiders, lists and newsletters, and some
// years of threads in English and French. It says what stood in the mailboxes
// that were stolen, and what did not.
//
// Everything depends on the seed and the size alone. A thread depends on the
// world and its number, so that threads can be made in any order and by several
// goroutines; nothing of a thread is kept when it is made.
//
// What it cannot stand for: how people write to each other. Its threads are
// short, regular, and about seven topics.
package world

import (
	"math/rand/v2"
	"time"

	"assay/lab/post"
)

// World is an organisation with its surroundings.
type World struct {
	Net    *post.Network
	Org    string // its name
	Domain string
	People []*Person // its own
	Boxes  []*Box    // that were stolen

	seed        uint64
	from, until time.Time
	threads     int
	outsiders   []*Person
	lists       []*list
	letters     []*newsletter
	boxOf       map[string]int // by address
}

// Person is somebody with one address or two.
type Person struct {
	First, Name, Lang string
	Work              *post.Account
	Private           *post.Account // may be nil
}

// Box is a mailbox that was stolen.
type Box struct {
	Owner   *Person
	Account *post.Account
	Stolen  time.Time // what came later is not in it
	Private bool
	Folder  string // the name that it has in the leak
	Form    Form
}

// Form is how a mailbox was exported.
type Form string

// The forms.
const (
	Mbox    Form = "mbox"    // a file a folder; of the big webmail as its export writes it
	Maildir Form = "maildir" // a file a mail
	EML     Form = "eml"     // the same, with names that a client gives
	Zip     Form = "zip"     // those in one archive
)

// The streams of random numbers: threads have those of their own numbers.
const (
	streamWorld  = 1 << 62
	streamLoose  = 1 << 61 // and a family's number
	streamSecond = 3 << 60 // the same, of what is its second
)

func (w *World) rand(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(w.seed, stream)) }

// The bounds of an organisation, and how many items bring one more.
const (
	minPeople, maxPeople, itemsPerPerson = 10, 300, 400
	minBoxes, maxBoxes, itemsPerBox      = 4, 24, 1500
)

// New makes the world of a seed, large enough that size items can be stolen.
func New(seed uint64, size int) *World {
	w := &World{seed: seed, boxOf: map[string]int{}}
	r := w.rand(streamWorld)
	w.from = time.Date(2013+r.IntN(2), time.Month(1+r.IntN(6)), 6, 0, 0, 0, 0, time.UTC)
	w.until = w.from.AddDate(3, r.IntN(8), r.IntN(28))
	w.Net = post.Providers(seed, w.from, w.until)
	p := w.found(r)
	w.settle(r, p, min(minPeople+size/itemsPerPerson, maxPeople))
	w.surround(r)
	w.steal(r, min(minBoxes+size/itemsPerBox, maxBoxes))
	w.threads = w.measure(size)
	return w
}

// From and Until bound the time in which its mail was sent.
func (w *World) From() time.Time { return w.from }

// Until is when the last box had been stolen.
func (w *World) Until() time.Time { return w.until }

// Threads is how many threads there are.
func (w *World) Threads() int { return w.threads }

// Begin is a time before which nothing of the thread, or of later ones, was sent.
func (w *World) Begin(n int) time.Time {
	return w.from.Add(time.Duration(float64(w.until.Sub(w.from)) * float64(n) / float64(max(w.threads, 1))))
}
