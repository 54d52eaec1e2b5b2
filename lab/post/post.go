// Package post is how mail is written by mailers and carried by providers in
// the made-up world of the lab. It knows the habits that real makers have:
// order of fields, shapes of Message-ID and boundary with the clocks in them,
// encoders and their line widths, quoting, chains of Received, signatures and
// keys that rotate. It copies no maker's text; every name stands under a domain
// that RFC 2606 reserves.
//
// What it makes is truthful: every clock in a mail shows the moment at which
// the mail was sent, give or take what real clocks differ.
//
// A Network depends on its seed alone, a mail on the Network, the letter and
// the random numbers passed in. A Network can be used by several goroutines
// once all its providers are hosted.
package post

import (
	"time"
	_ "time/tzdata" // zones must not depend on the machine
)

// Party is a person as a field of addresses names them; Name may be empty.
type Party struct{ Name, Address string }

// Account is a mailbox, and how its owner writes.
type Account struct {
	Name, Address string
	Provider      *Provider
	Mailer        Mailer         // one of Provider.Mailers
	Zone          *time.Location // of the owner's machine
	Lang          string         // of the owner's mailer: "en" or "fr"
}

// Party is the account as a field of addresses names it.
func (a *Account) Party() Party { return Party{a.Name, a.Address} }

// Attachment is a file that goes with a letter.
type Attachment struct {
	Name, Type string // such as "report.pdf", "application/pdf"
	Content    []byte
}

// Letter is what somebody wants to send. Mailer and provider make a mail of it.
type Letter struct {
	From    *Account
	To, Cc  []Party
	Subject string // of an answer too, without "Re: ": the mailer sets it before
	At      time.Time
	Claimed time.Time // what Date says instead, of who sets his clock back; zero: At
	// Text is what the writer writes, and no more: lines of one paragraph are
	// one line, paragraphs are parted by an empty line. Quotes come from the mailer.
	Text        string
	Attachments []Attachment
	ReplyTo     *Posted // what it answers
	Forward     *Posted // what it passes on; its attachments go along
	Trim        bool    // the writer deletes what the mailer quotes
	Lang        string  // of the text: "en" or "fr"; empty is the account's
	Campaign    string  // of newsletters: the name of the mailing
}

// Posted is a mail that was sent.
type Posted struct {
	Letter
	MessageID   string   // with angle brackets
	References  []string // the same
	ThreadIndex []byte   // of those mailers that write one
	Raw         []byte   // as it leaves the sender's provider, signed where that signs; CRLF
	Sent        []byte   // the copy in the sender's folder of sent mail

	text, html   string // the whole body as the next mailer quotes it
	out          exit
	shownSubject string
	thread       time.Time // when the thread began
	threadNumber uint64    // what chance gave it
}
