package keys

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"
)

// resolver is a loopback name server for one zone. Names it does not know give
// NXDOMAIN; those in codes their code; silent ones no answer at all.
type resolver struct {
	zone   map[string][]string // owner, without the trailing dot, to its records
	codes  map[string]int
	silent map[string]bool

	mu    sync.Mutex
	asked map[string]int
}

func (r *resolver) ServeDNS(w dns.ResponseWriter, q *dns.Msg) {
	name := strings.TrimSuffix(lower(q.Question[0].Name), ".")
	r.mu.Lock()
	r.asked[name]++
	r.mu.Unlock()
	if r.silent[name] {
		return
	}
	reply := new(dns.Msg).SetReply(q)
	reply.Rcode = r.codes[name]
	for _, text := range r.zone[name] {
		rr, err := dns.NewRR(name + ". 60 IN " + text)
		if err != nil {
			panic(err)
		}
		reply.Answer = append(reply.Answer, rr)
	}
	if _, known := r.zone[name]; !known && reply.Rcode == 0 {
		reply.Rcode = dns.RcodeNameError
	}
	if w.LocalAddr().Network() == "udp" {
		reply.Truncate(int(q.IsEdns0().UDPSize()))
	}
	_ = w.WriteMsg(reply) // a client that has gone away is no concern of the server
}

// serve starts r on a loopback port, for UDP and TCP.
func serve(t *testing.T, r *resolver) *Fetcher {
	t.Helper()
	r.asked = map[string]int{}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback network here: ", err)
	}
	udp, err := net.ListenPacket("udp", tcp.Addr().String())
	if err != nil {
		t.Skip("no loopback network here: ", err)
	}
	for _, s := range []*dns.Server{{Listener: tcp, Handler: r}, {PacketConn: udp, Handler: r}} {
		started := make(chan bool)
		s.NotifyStartedFunc = func() { close(started) }
		go func() { _ = s.ActivateAndServe() }() // ends with Shutdown
		<-started
		t.Cleanup(func() { _ = s.Shutdown() })
	}
	now := func() time.Time { return day("2026-11-24").Add(1500 * time.Millisecond) }
	return &Fetcher{Resolver: tcp.Addr().String(), Now: now}
}

// fetchOne gives what one name gives.
func fetchOne(t *testing.T, f *Fetcher, name string) (found []Key, err error) {
	t.Helper()
	calls := 0
	f.Fetch(t.Context(), []string{name}, func(_ string, k []Key, e error) { calls, found, err = calls+1, k, e })
	if calls != 1 {
		t.Errorf("%d calls for one name", calls)
	}
	return found, err
}

func txt(text string) string {
	var b strings.Builder
	for len(text) > 255 {
		b.WriteString(`"` + text[:255] + `" `)
		text = text[255:]
	}
	return `TXT ` + b.String() + `"` + text + `"`
}

func TestFetch(t *testing.T) {
	f := serve(t, &resolver{
		zone: map[string][]string{
			"s._domainkey.a.example":     {txt("v=DKIM1; p=" + rsa1024)},
			"two._domainkey.a.example":   {txt("p=" + rsa512), txt("p=")},
			"big._domainkey.a.example":   {txt("p=" + spkiRSA(16384))}, // does not fit into UDP
			"alias._domainkey.a.example": {"CNAME mid.b.example."},
			"mid.b.example":              {"CNAME s._domainkey.a.example."},
			"void._domainkey.a.example":  {"CNAME nothing.b.example."},
			"other._domainkey.a.example": {"SPF \"v=spf1\""},
			"odd._domainkey.a.example":   {`TXT "p=; n=\200\"\\"`},
		},
	})
	for name, want := range map[string][]brief{
		"s._domainkey.a.example":       {{"", Usable, 1024, 0}},
		"S._DomainKey.A.example.":      {{"s._domainkey.a.example", Usable, 1024, 0}},
		"two._domainkey.a.example":     {{"", Usable, 512, 0}, {"", Revoked, 0, 0}},
		"big._domainkey.a.example":     {{"", Usable, 16384, 0}},
		"alias._domainkey.a.example":   {{"", Usable, 1024, 0}},
		"void._domainkey.a.example":    {{"", Absent, 0, 0}},
		"other._domainkey.a.example":   {{"", Absent, 0, 0}},
		"missing._domainkey.a.example": {{"", Absent, 0, 0}},
		"odd._domainkey.a.example":     {{"", Revoked, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := fetchOne(t, f, name)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if want[i].Name == "" {
					want[i].Name = name
				}
			}
			wantEqual(t, "keys", briefs(found), want)
			origin := Origin{Source: FromDNS, Resolver: f.Resolver, Fetched: day("2026-11-24").Add(time.Second)}
			switch name[:4] {
			case "alia":
				origin.Note = "by way of s._domainkey.a.example"
			case "void":
				origin.Note = "by way of nothing.b.example"
			case "odd.":
				wantEqual(t, "record", found[0].Record, "p=; n=\xc8\"\\")
			}
			wantEqual(t, "origin", found[0].Origin, origin)
			again(t, found[0])
		})
	}
}

// What is not known must not pass for absent.
func TestFetchErrors(t *testing.T) {
	r := &resolver{
		zone: map[string][]string{
			"loop.example": {"CNAME loop.example."},
		},
		codes: map[string]int{"fail.example": dns.RcodeServerFailure, "refused.example": dns.RcodeRefused},
	}
	f := serve(t, r)
	for name, want := range map[string]string{
		"fail.example":    "SERVFAIL",
		"refused.example": "REFUSED",
		"loop.example":    "more than 8 CNAMEs",
		"a..example":      "empty label",
		"":                "empty label",
	} {
		if found, err := fetchOne(t, f, name); err == nil || !strings.Contains(err.Error(), want) || found != nil {
			t.Errorf("%q: %v, %v; want %q", name, found, err, want)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	wantEqual(t, "queries where the resolver fails", r.asked["fail.example"], queryAttempts)
	wantEqual(t, "queries of the resolver for a loop", r.asked["loop.example"], 1)
}

func TestFetchTimeout(t *testing.T) {
	f := serve(t, &resolver{silent: map[string]bool{"slow.example": true}})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	var errs []error
	f.Fetch(ctx, []string{"slow.example", "slow.example"}, func(_ string, found []Key, err error) {
		errs = append(errs, err)
		wantEqual(t, "keys", found, []Key(nil))
	})
	for _, err := range errs {
		var timeout net.Error
		if !errors.Is(err, context.DeadlineExceeded) && !(errors.As(err, &timeout) && timeout.Timeout()) {
			t.Errorf("the error is %v", err)
		}
	}
	wantEqual(t, "calls", len(errs), 2)
}

// All names are handed over in their order, whichever is answered first.
func TestFetchOrder(t *testing.T) {
	f := serve(t, &resolver{zone: map[string][]string{"c.example": {txt("p=")}}})
	names := strings.Fields(strings.Repeat("a.example b.example c.example ", queryParallel))
	var got []string
	f.Fetch(t.Context(), names, func(name string, _ []Key, err error) {
		got = append(got, name)
		if err != nil {
			t.Error(err)
		}
	})
	wantEqual(t, "names", got, names)
}
