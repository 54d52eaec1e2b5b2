package keys

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// Bounds of live queries.
const (
	queryTimeout  = 5 * time.Second // of one query
	queryAttempts = 3               // of one query over UDP, before a name is given up
	queryParallel = 8               // names asked for at a time
	querySize     = 1232            // bytes over UDP that pass unfragmented; TCP takes the rest
)

// Fetcher asks a resolver for keys. It is the only part of this package that
// uses the network, and only when Fetch is called. What it asks, the owner of
// the domain can see.
type Fetcher struct {
	Resolver string           // host:port of a recursive resolver
	Now      func() time.Time // dates the answers
}

// Fetch asks for each name, as Name makes it, and hands over what was found,
// name by name in the order given, from one goroutine. A name without a record
// gives one Absent key. An error means that nothing is known of that name: no
// answer, or the resolver failed. Where ctx ends, the names left get its error.
func (f *Fetcher) Fetch(ctx context.Context, names []string, each func(name string, found []Key, err error)) {
	for len(names) > 0 {
		n := min(len(names), queryParallel)
		found, errs := make([][]Key, n), make([]error, n)
		var wg sync.WaitGroup
		for i, name := range names[:n] {
			wg.Go(func() {
				if found[i], errs[i] = f.fetch(ctx, name); errs[i] != nil {
					errs[i] = fmt.Errorf("key %s: %w", clip(name), errs[i])
				}
			})
		}
		wg.Wait()
		for i, name := range names[:n] {
			each(name, found[i], errs[i])
		}
		names = names[n:]
	}
}

func (f *Fetcher) fetch(ctx context.Context, name string) ([]Key, error) {
	name, err := canonical(name)
	if err != nil {
		return nil, err
	}
	texts, at, err := f.resolve(ctx, name)
	if err != nil {
		return nil, err
	}
	o := Origin{Source: FromDNS, Resolver: f.Resolver, Fetched: f.Now().UTC().Truncate(time.Second)}
	if at != name {
		o.Note = "by way of " + at
	}
	if len(texts) == 0 {
		return []Key{NewAbsent(name, o)}, nil
	}
	if len(texts) > maxPerName {
		return nil, fmt.Errorf("%d records, more than %d", len(texts), maxPerName)
	}
	found := make([]Key, len(texts))
	for i, text := range texts {
		found[i] = New(name, text, o)
	}
	return found, nil
}

// resolve gives the TXT records of a name, and the name under which they stand
// after all CNAMEs.
func (f *Fetcher) resolve(ctx context.Context, name string) (texts []string, at string, err error) {
	at = name
	for hops := 0; ; {
		reply, err := f.ask(ctx, at)
		if err != nil {
			return nil, at, err
		}
		// A resolver gives the chain with the answer; RFC 1034 §3.6.2.
		begin := at
		for target := alias(reply, at); target != "" && hops <= maxAliases; target = alias(reply, at) {
			at = target
			hops++
		}
		if hops > maxAliases {
			return nil, at, fmt.Errorf("more than %d CNAMEs in a row", maxAliases)
		}
		texts, err := textsOf(reply, at)
		if err != nil || len(texts) > 0 || at == begin || reply.Rcode == dns.RcodeNameError {
			return texts, at, err
		}
	}
}

// alias is what a CNAME in the reply leads to from name; "" where none does.
func alias(reply *dns.Msg, name string) string {
	for _, rr := range reply.Answer {
		if c, ok := rr.(*dns.CNAME); ok && sameName(c.Hdr.Name, name) {
			return lower(strings.TrimSuffix(c.Target, "."))
		}
	}
	return ""
}

// textsOf gives the content of the TXT records of name.
func textsOf(reply *dns.Msg, name string) ([]string, error) {
	var texts []string
	for _, rr := range reply.Answer {
		if t, ok := rr.(*dns.TXT); ok && sameName(t.Hdr.Name, name) {
			text, err := unescape(strings.Join(t.Txt, "")) // the library keeps them escaped
			if err != nil {
				return nil, err
			}
			texts = append(texts, text)
		}
	}
	return texts, nil
}

func sameName(fqdn, name string) bool { return lower(strings.TrimSuffix(fqdn, ".")) == name }

// ask sends one query until it is answered with a yes or a no.
func (f *Fetcher) ask(ctx context.Context, name string) (*dns.Msg, error) {
	query := new(dns.Msg).SetQuestion(dns.Fqdn(name), dns.TypeTXT).SetEdns0(querySize, false)
	var lastErr error
	for range queryAttempts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		query.Id = dns.Id()
		reply, err := f.exchange(ctx, "udp", query)
		if err == nil && reply.Truncated {
			reply, err = f.exchange(ctx, "tcp", query)
		}
		if err == nil {
			return reply, nil
		}
		lastErr = err
	}
	return nil, lastErr
}

// exchange sends a query once. A reply that is neither yes nor no is an error,
// never an absent key.
func (f *Fetcher) exchange(ctx context.Context, network string, query *dns.Msg) (*dns.Msg, error) {
	client := dns.Client{Net: network, Timeout: queryTimeout}
	reply, _, err := client.ExchangeContext(ctx, query, f.Resolver)
	switch {
	case err != nil:
		return nil, err
	case len(reply.Question) != 1 || !strings.EqualFold(reply.Question[0].Name, query.Question[0].Name) || reply.Question[0].Qtype != dns.TypeTXT:
		return nil, errors.New("the resolver answered another question")
	case reply.Rcode != dns.RcodeSuccess && reply.Rcode != dns.RcodeNameError:
		return nil, fmt.Errorf("the resolver says %s", dns.RcodeToString[reply.Rcode])
	case network == "tcp" && reply.Truncated:
		return nil, errors.New("the answer is truncated over TCP")
	}
	return reply, nil
}
