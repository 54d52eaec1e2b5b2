package world

import (
	"bytes"
	"crypto/sha256"
)

// Of the size, this part is mail with what is attached; the rest is loose
// documents, which fill it up.
const mailShare = 0.85

// sampled is how many threads are made to see how many items a thread gives.
const sampled = 150

// measure is how many threads make up the size.
func (w *World) measure(size int) int {
	w.threads = sampled
	items := 0
	for n := range sampled {
		seen := map[[sha256.Size]byte]bool{}
		for _, m := range w.Thread(n) {
			if m.Absent != "" {
				continue
			}
			items++
			// A file is one item, however many mails carry it.
			for _, part := range bytes.Split(m.Raw, []byte("Content-Disposition: attachment"))[1:] {
				seen[sha256.Sum256(part[len(part)/3:len(part)/2])] = true
			}
		}
		items += len(seen)
	}
	return max(1, int(mailShare*float64(size)*sampled/float64(max(items, 1))))
}
