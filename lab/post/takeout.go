package post

import (
	"fmt"
	"strings"
	"time"
)

// Takeout is a mail of the big webmail as its export gives it: with the number
// of its thread, and the labels that the owner sees. Numbers are milliseconds
// since the epoch, shifted left by 20 bits, and chance; a thread has that of its
// first mail. message adds the mail's own number too, as other exports do.
func Takeout(p *Posted, stored []byte, labels string, message bool) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "X-GM-THRID: %d%s", numberAt(p.thread, p.threadNumber), crlf)
	if message {
		own := hashed(p.MessageID)
		if p.thread.Equal(p.At) {
			own = p.threadNumber
		}
		fmt.Fprintf(&b, "X-GM-MSGID: %d%s", numberAt(p.At, own), crlf)
	}
	fmt.Fprintf(&b, "X-Gmail-Labels: %s%s", labels, crlf)
	return append([]byte(b.String()), stored...)
}

func numberAt(at time.Time, chance uint64) uint64 {
	return uint64(at.UnixMilli())<<20 | chance&0xF_FFFF
}
