package post

import (
	"bytes"
	"crypto/rsa"
	"strconv"
	"sync"
	"time"
)

// InventedKey is a key that somebody made who has no access to any provider:
// what it signs looks signed, and no DNS ever held it. sign puts a signature of
// a domain under a selector on a mail; where whole is false it covers the body
// up to a length (l=, RFC 6376 §3.5).
func InventedKey(seed uint64, name string) (sign func(mail []byte, domain, selector string, at time.Time, whole bool) []byte) {
	pd := sync.OnceValue(func() *period {
		key := testKey(seed, "invented "+name, 1024)
		return &period{key: sync.OnceValue(func() *rsa.PrivateKey { return key })}
	})
	return func(mail []byte, domain, selector string, at time.Time, whole bool) []byte {
		lf := !bytes.Contains(mail, []byte(crlf))
		if lf {
			mail = bytes.ReplaceAll(mail, []byte("\n"), []byte(crlf))
		}
		p := *pd()
		p.selector = selector
		s := signing{fields: order("From To Subject Date Message-ID"), simpleBody: true, time: signedAt, order: "v a c d s t h bh b", width: 64}
		if !whole {
			_, body, _ := bytes.Cut(mail, []byte(crlf+crlf))
			length := len(bytes.TrimRight(body, crlf)) + len(crlf) // RFC 6376 §3.4.3
			s.time = func(at time.Time) string { return signedAt(at) + "; l=" + strconv.Itoa(length) }
		}
		signed := append([]byte(s.signature(&p, domain, mail, at)+crlf), mail...)
		if lf {
			signed = bytes.ReplaceAll(signed, []byte(crlf), []byte("\n"))
		}
		return signed
	}
}
