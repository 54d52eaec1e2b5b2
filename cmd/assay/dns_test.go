package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/miekg/dns"
	"github.com/rogpeppe/go-internal/testscript"
)

// server answers on the loopback for the names that a script gives it.
type server struct {
	zone map[string]string // name without its dot: a record, or SERVFAIL

	mu    sync.Mutex
	asked []string
}

var servers sync.Map // of *server, by *testscript.TestScript

// startDNS starts a server and sets $RESOLVER: dns NAME=KEY... A key is one
// that sign makes; SERVFAIL has the server fail. Other names do not exist.
func startDNS(ts *testscript.TestScript, _ bool, args []string) {
	s := &server{zone: map[string]string{}}
	for name, key := range options(args) {
		s.zone[name] = key
		if key != "SERVFAIL" {
			s.zone[name] = madeUpKey(key).Record("")
		}
	}
	started := make(chan struct{})
	d := &dns.Server{Addr: "127.0.0.1:0", Net: "udp", Handler: s, NotifyStartedFunc: func() { close(started) }}
	ended := make(chan error, 1)
	go func() { ended <- d.ListenAndServe() }()
	select {
	case err := <-ended:
		ts.Fatalf("DNS server: %v", err)
	case <-started:
	}
	ts.Setenv("RESOLVER", d.PacketConn.LocalAddr().String())
	ts.Defer(func() { _ = d.Shutdown() })
	servers.Store(ts, s)
}

// ServeDNS implements dns.Handler.
func (s *server) ServeDNS(w dns.ResponseWriter, query *dns.Msg) {
	name := strings.TrimSuffix(query.Question[0].Name, ".")
	s.mu.Lock()
	s.asked = append(s.asked, name)
	s.mu.Unlock()
	reply := new(dns.Msg).SetReply(query)
	switch record := s.zone[name]; record {
	case "":
		reply.Rcode = dns.RcodeNameError
	case "SERVFAIL":
		reply.Rcode = dns.RcodeServerFailure
	default:
		rr, err := dns.NewRR(fmt.Sprintf("%s. 60 IN TXT %s", name, quoted(record)))
		if err != nil {
			panic(err)
		}
		reply.Answer = []dns.RR{rr}
	}
	_ = w.WriteMsg(reply) // who does not hear the answer asks again
}

// checkAsked wants that the server was asked for these names and no others:
// asked NAME...
func checkAsked(ts *testscript.TestScript, _ bool, args []string) {
	value, ok := servers.Load(ts)
	if !ok {
		ts.Fatalf("no server was started")
	}
	s := value.(*server)
	s.mu.Lock()
	defer s.mu.Unlock()
	got := slices.Compact(slices.Sorted(slices.Values(s.asked)))
	if want := slices.Sorted(slices.Values(args)); !slices.Equal(got, want) {
		ts.Fatalf("asked for %q, want %q", got, want)
	}
}
