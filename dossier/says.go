package dossier

import (
	"fmt"
	"strings"

	"assay/keys"
)

// Sizes of RSA keys at which what a signature proves changes.
const (
	weakBits   = 1024 // below, nothing is verified. RFC 8301 §3.2
	strongBits = 2048 // below, breaking one takes a state's means
)

// End says in plain words what all of it does to conclusions. Nothing is added
// behind it.
func (d *Dossier) End() {
	usable := map[string]bool{}
	for i := range d.Keys {
		k := &d.Keys[i]
		if k.State == keys.Usable && !every(k, unanchored) {
			usable[k.Fingerprint] = true
		}
		k.Says = d.saysOf(k)
	}
	switch n := d.Signatures.All; {
	case len(usable) > 1:
		d.say("%d different keys are known under the name. Each is tried, and the best answer counts.", len(usable))
	case len(usable) == 0 && n > 0:
		d.say("No key is known with which a signature could be checked, so %s be judged. Look for the key in an archive or ask the domain's owner, then: assay keys import FILE.", count(n, "signature cannot", "signatures cannot"))
	case len(usable) == 0:
		d.say("No key is known with which a signature could be checked.")
	}
	if d.Signatures.All == 0 {
		d.say("No signature of the case calls for the name.")
	}
	if len(usable) == 0 && len(d.Exposed) > 0 {
		d.say("Whatever key becomes known under the name counts as exposed from %s on.", d.Exposed[0].Since)
	}
}

func (d *Dossier) say(format string, args ...any) {
	d.Says = append(d.Says, fmt.Sprintf(format, args...))
}

// saysOf says what one key does to conclusions.
func (d *Dossier) saysOf(k *Key) []string {
	switch k.State {
	case keys.Revoked:
		return []string{"Its owner has withdrawn the key: the record is empty and checks nothing. An archive may hold what stood there before."}
	case keys.Malformed:
		return []string{"The record checks nothing: " + k.Problem + "."}
	case keys.Absent:
		return []string{"The DNS had no such record when it was asked, which says nothing about earlier times."}
	case keys.Alias:
		return []string{"The key is looked for under " + k.Target + "."}
	}
	if every(k, unanchored) {
		return []string{"It was computed from the leak itself, and nothing outside the leak says whose it is: it counts as no key. Mail from elsewhere could anchor it: assay keys recover --anchor PATH."}
	}
	words := []string{d.worth(k)}
	add := func(holds bool, format string, args ...any) {
		if holds {
			words = append(words, fmt.Sprintf(format, args...))
		}
	}
	add(every(k, func(o Origin) bool { return o.Source == keys.FromDNS }), "It was found in the DNS only after the mail was written: limit key-seen-today-only.")
	add(every(k, func(o Origin) bool { return o.Recovered }), "It was computed from signatures and never seen published: limit key-recovered.")
	add(every(k, func(o Origin) bool { return o.SeenFrom != "" }), "Archives saw it at certain times only: a signature that claims another time carries the limit key-outside-window.")
	add(k.Testing, "Its owner marked it as a test (t=y): limit key-testing.")
	add(k.StrictIdentity, "It may sign for the domain itself only (t=s): a signature with an i= below it cannot be used.")
	add(k.Hashes != nil, "It allows no hash but %s: a signature with another cannot be used.", strings.Join(k.Hashes, ", "))
	add(len(k.Also) > 0, "Whoever has its private half can sign for %s as well.", count(len(k.Also), "other name", "other names"))
	return words
}

// worth says what a signature under a usable key can prove.
func (d *Dossier) worth(k *Key) string {
	const dates = "Dates and times of signing prove nothing here: whoever has the key can choose both."
	rsa := k.Algorithm == "rsa"
	switch e := k.Exposed; {
	case e != nil && e.Since == "":
		return "It is " + e.Why + ": nothing that it signed counts (limit key-exposed). " + dates
	case e != nil && d.Acquired == nil:
		return fmt.Sprintf("Anyone can sign with it since %s. When the leak was in hand is not known, so nothing that it signed counts (limit key-exposed); it would if that was on a day before: --acquired DATE. %s", e.Since, dates)
	case e != nil && !e.After(*d.Acquired):
		return fmt.Sprintf("Anyone can sign with it since %s. The leak was in hand on %s, which is not before, so nothing that it signed counts (limit key-exposed). %s", e.Since, *d.Acquired, dates)
	case rsa && k.Bits < weakBits:
		return "It has under 1,024 bits: anyone with some hours of computing can sign with it. A signature under it is never verified (limit key-under-1024)."
	case e != nil:
		return fmt.Sprintf("Anyone can sign with it since %s. The leak was in hand on %s, before that, so what it signed counts (limit key-exposed-later), but for mail that claims a later time than that day.", e.Since, *d.Acquired)
	case rsa && k.Bits < strongBits:
		return "What it signed counts. It has under 2,048 bits, and breaking such a key takes a state's means: limit key-1024."
	}
	return "What it signed counts."
}

func unanchored(o Origin) bool { return o.Unanchored() }

func every(k *Key, holds func(Origin) bool) bool {
	for _, o := range k.Origins {
		if !holds(o) {
			return false
		}
	}
	return len(k.Origins) > 0
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
