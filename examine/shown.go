package examine

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown bounds the addresses that are read from the text of From; one that
// holds more leaves its author unsure.
const maxShown = 100

// shownText is a text as far as the addresses in it go: without format
// characters, which nobody sees, and with one sign for @ and for the dot.
// RFC 3490 §3.1 (1)
func shownText(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	return strings.NewReplacer("＠", "@", "﹫", "@", "。", ".", "．", ".", "｡", ".").Replace(text)
}

// shown reads what looks like an address anywhere in text, in lower case: the
// domains behind every @, and the whole addresses where a local part stands
// before it. Blanks beside the @ are passed over. all is false where there are
// more than maxShown.
func shown(text string) (domains, addrs []string, all bool) {
	text = strings.ToLower(shownText(text))
	for {
		i := strings.IndexByte(text, '@')
		if i < 0 {
			return domains, addrs, true
		}
		before, after := text[:i], text[i+1:]
		text = after
		domain := domainAt(after)
		if !strings.Contains(domain, ".") {
			continue
		}
		if !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
		if local := localAt(before); local != "" && !slices.Contains(addrs, local+"@"+domain) {
			addrs = append(addrs, local+"@"+domain)
		}
		if len(domains) > maxShown || len(addrs) > maxShown {
			return domains[:min(len(domains), maxShown)], addrs[:min(len(addrs), maxShown)], false
		}
	}
}

// domainAt is the domain that text begins with, behind blanks.
func domainAt(text string) string {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if end := strings.IndexFunc(text, func(r rune) bool { return r != '.' && r != '-' && !inWord(r) }); end >= 0 {
		text = text[:end]
	}
	return strings.Trim(text, ".-")
}

// localAt is the local part that text ends in, before blanks, without a
// quotation mark that opens a name. RFC 5322 §3.2.3, RFC 6532 §3.2
func localAt(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	outside := func(r rune) bool { return !inWord(r) && !strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~", r) }
	if i := strings.LastIndexFunc(text, outside); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	return strings.TrimLeft(text, "'")
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// steered reports whether text holds format characters that make it read as
// another: signs that turn its direction, tags, blanks of no width. Joiners,
// soft hyphens and byte order marks stand in honest names. Unicode 16 §23
func steered(text string) bool {
	const honest = "\u200c\u200d\u00ad\ufeff"
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.Is(unicode.Cf, r) && !strings.ContainsRune(honest, r)
	})
}
