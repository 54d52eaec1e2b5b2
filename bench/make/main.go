// Command make writes a Maildir of made-up, signed mails for measuring, and
// the key they are signed with. It says nothing of authenticity: the text is
// drawn from made-up words, as often as words occur in language.
//
//	go run ./bench/make -mails 10000 -out /tmp/leak
//	go run ./bench/make -mails 71848 -attach 26506 -attach-bytes 250000 -out /tmp/leak
package main

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"flag"
	"fmt"
	"log"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-msgauth/dkim"
)

var (
	mails       = flag.Int("mails", 10_000, "how many mails")
	bodyBytes   = flag.Int("body", 4_500, "bytes of text in each")
	attach      = flag.Int("attach", 0, "how many of them carry an attachment")
	attachFrom  = flag.String("attach-from", "", "folder of documents to attach in turn, each made another by some bytes at its end; empty: random bytes")
	attachBytes = flag.Int("attach-bytes", 300_000, "bytes of each attachment, decoded")
	damaged     = flag.Int("damaged", 0, "of 100 mails so many are damaged after they were signed, in turn by a list's footer, a tag in the subject, a change of one word, and lines before the text")
	seed        = flag.Uint64("seed", 1, "seed of the text")
	out         = flag.String("out", "", "folder to make: maildir/ and keys.zone")
)

const (
	signer   = "bench.example"
	selector = "bench"
	people   = 400
)

func main() {
	flag.Parse()
	if *out == "" {
		log.Fatal("-out names the folder to make")
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(*out, "maildir", d), 0o755); err != nil {
			log.Fatal(err)
		}
	}
	if err := writeZone(key); err != nil {
		log.Fatal(err)
	}
	words := vocabulary(30_000)
	var group sync.WaitGroup
	for w := range 2 {
		group.Go(func() {
			for i := w; i < *mails; i += 2 {
				if err := writeMail(i, words, key); err != nil {
					log.Fatal(err)
				}
			}
		})
	}
	group.Wait()
}

func writeZone(key *rsa.PrivateKey) error {
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	p := base64.StdEncoding.EncodeToString(der)
	record := fmt.Sprintf("%s._domainkey.%s. 3600 IN TXT \"v=DKIM1; k=rsa; p=%s\" \"%s\"\n", selector, signer, p[:200], p[200:])
	return os.WriteFile(filepath.Join(*out, "keys.zone"), []byte(record), 0o644)
}

func writeMail(i int, words []string, key *rsa.PrivateKey) error {
	r := mathrand.New(mathrand.NewPCG(*seed, uint64(i)))
	var raw, signed bytes.Buffer
	compose(&raw, i, words, r)
	err := dkim.Sign(&signed, &raw, &dkim.SignOptions{
		Domain: signer, Selector: selector, Signer: key, Hash: crypto.SHA256,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "In-Reply-To", "References"},
	})
	if err != nil {
		return err
	}
	name := filepath.Join(*out, "maildir", "cur", fmt.Sprintf("%010d.M%d.bench:2,S", 1_400_000_000+i, i))
	content := signed.Bytes()
	if i%100 < *damaged {
		content = damage(content, i)
	}
	return os.WriteFile(name, content, 0o644)
}

// damage does something to a signed mail. A change of one word cannot be
// undone: such a mail is searched to the end of the bounds.
func damage(raw []byte, i int) []byte {
	header, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	switch i % 4 {
	case 0:
		body = append(bytes.Clone(body), "_______________________________________________\r\nbench mailing list\r\nhttp://lists.example/bench\r\n"...)
	case 1:
		header = bytes.Replace(header, []byte("Subject: "), []byte("Subject: [bench] "), 1)
	case 2:
		body = bytes.Replace(body, []byte(" "), []byte(" not "), 1)
	case 3:
		body = append([]byte("CAUTION: this mail came from outside.\r\n\r\n"), body...)
	}
	return slices.Concat([]byte("List-Id: <bench.lists.example>\r\n"), header, []byte("\r\n\r\n"), body)
}

func compose(b *bytes.Buffer, i int, words []string, r *mathrand.Rand) {
	// The signature holds the time at which it is made; honest mail is dated with it.
	at := time.Now().Add(-time.Duration(i%1000) * time.Minute).UTC()
	from, to := r.IntN(people), r.IntN(people)
	for hop := range 3 {
		fmt.Fprintf(b, "Received: from mx%d.%s (mx%d.%s [192.0.2.%d])\r\n\tby relay%d.%s with ESMTPS id %x\r\n\tfor <person%d@%s>; %s\r\n",
			hop, signer, hop, signer, 1+r.IntN(200), hop, signer, r.Uint64(), to, signer, at.Format(time.RFC1123Z))
	}
	fmt.Fprintf(b, "From: Person %d <person%d@%s>\r\nTo: Person %d <person%d@%s>\r\n", from, from, signer, to, to, signer)
	fmt.Fprintf(b, "Subject: %s\r\nDate: %s\r\nMessage-ID: <%d.%x@%s>\r\n", text(words, r, 40), at.Format(time.RFC1123Z), i, r.Uint64(), signer)
	answered := r.IntN(i + 1)
	fmt.Fprintf(b, "In-Reply-To: <%d@%s>\r\nReferences: <%d@%s>\r\nMIME-Version: 1.0\r\nX-Mailer: bench\r\n", answered, signer, answered, signer)
	body := wrapped(text(words, r, *bodyBytes))
	if (i+1)**attach / *mails == i**attach / *mails { // spread evenly
		fmt.Fprintf(b, "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", body)
		return
	}
	const boundary = "bench-boundary"
	fmt.Fprintf(b, "Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", boundary, boundary, body)
	content, name := attachment(i, r)
	fmt.Fprintf(b, "--%s\r\nContent-Type: application/octet-stream; name=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n", boundary, name)
	encoded := base64.StdEncoding.EncodeToString(content)
	for len(encoded) > 76 {
		b.WriteString(encoded[:76])
		b.WriteString("\r\n")
		encoded = encoded[76:]
	}
	fmt.Fprintf(b, "%s\r\n--%s--\r\n", encoded, boundary)
}

// documents are the files of -attach-from, in their order.
var documents = sync.OnceValue(func() (paths []string) {
	err := filepath.WalkDir(*attachFrom, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) == 0 {
		log.Fatalf("no documents in %q: %v", *attachFrom, err)
	}
	return paths
})

// attachment is what mail i carries: random bytes behind the beginning of a PDF
// that is none, or a document.
func attachment(i int, r *mathrand.Rand) (content []byte, name string) {
	if *attachFrom == "" {
		content = make([]byte, *attachBytes)
		for k := copy(content, "%PDF-1.4\n"); k < len(content); k++ {
			content[k] = byte(r.Uint32())
		}
		return content, fmt.Sprintf("paper-%d.pdf", i)
	}
	path := documents()[i%len(documents())]
	content, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return fmt.Appendf(content, "\n%%%d", i), fmt.Sprintf("paper-%d%s", i, filepath.Ext(path))
}

// vocabulary makes n words of two to four syllables.
func vocabulary(n int) []string {
	r := mathrand.New(mathrand.NewPCG(7, 7))
	syllables := strings.Fields("ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo fu ga ge go la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo tion ment ing er est")
	words := make([]string, n)
	for i := range words {
		for range 2 + r.IntN(3) {
			words[i] += syllables[r.IntN(len(syllables))]
		}
	}
	return words
}

// text draws words by Zipf's law until there are size bytes.
func text(words []string, r *mathrand.Rand, size int) string {
	z := mathrand.NewZipf(r, 1.1, 3, uint64(len(words)-1))
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(words[z.Uint64()])
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func wrapped(s string) string {
	var b strings.Builder
	line := 0
	for _, w := range strings.Fields(s) {
		if line+len(w) > 72 {
			b.WriteString("\r\n")
			line = 0
		}
		b.WriteString(w)
		b.WriteByte(' ')
		line += len(w) + 1
	}
	return b.String()
}
