//go:build unix

package post_test

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"assay/lab/post"
)

// BenchmarkPost posts and delivers one mail: without signatures, and with them,
// where RSA takes most of the time.
func BenchmarkPost(b *testing.B) {
	for _, signs := range []bool{false, true} {
		b.Run(fmt.Sprintf("signed=%v", signs), func(b *testing.B) {
			n := post.Providers(1, from, from.AddDate(1, 0, 0))
			var all []*post.Account
			for _, kind := range []post.Kind{post.GmailLike, post.ExoLike, post.YahooLike, post.ICloudLike, post.PostfixLike, post.ExchangeLike, post.HosterLike, post.NewsletterLike} {
				p := n.Host(kind, string(kind)+".test", signs)
				for _, m := range p.Mailers {
					all = append(all, &post.Account{Name: "Ada Quill", Address: string(m) + "@" + p.Domain, Provider: p, Mailer: m, Zone: post.Zone("Europe/Paris"), Lang: "fr"})
				}
			}
			n.Zone() // derives all keys
			r := rand.New(rand.NewPCG(1, 1))
			var last *post.Posted
			start := cpu()
			b.ResetTimer()
			for i := range b.N {
				l := &post.Letter{From: all[i%len(all)], To: []post.Party{all[(i+1)%len(all)].Party()}, Subject: "Comptes", At: from.Add(time.Duration(i%9000) * time.Hour), Text: french + "\n\n" + english}
				if i%4 > 0 {
					l.ReplyTo = last
				}
				if i%10 == 0 {
					l.Attachments = []post.Attachment{{Name: "a.pdf", Type: "application/pdf", Content: make([]byte, 30_000)}}
				}
				last = n.Post(r, l)
				n.Deliver(r, last, all[(i+1)%len(all)])
			}
			b.ReportMetric(float64(b.N)/(cpu()-start).Seconds(), "mails/cpu-s")
		})
	}
}

// cpu is the time that this process computed: the clock on the wall counts
// what others do on the machine.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
