package post

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// filetime is a time in units of 100 ns since 1601. MS-DTYP §2.3.3
func filetime(t time.Time) uint64 {
	const epoch = 116_444_736_000_000_000
	return epoch + uint64(t.Unix())*1e7 + uint64(t.Nanosecond()/100)
}

// wall is the time that clocks at t's place show, taken for UTC: some
// programmes write it so.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.Add(time.Duration(offset) * time.Second)
}

// domainOf is what stands behind the @ of an address.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// The Message-IDs of mailers, without brackets.

func gmailID(d *draft) string {
	return "CA" + some(d.r, base64URL, 2) + "+" + some(d.r, base64URL, 45) + "@mail." + d.provider().Domain
}

// outlookID: a counter, the halves of a FILETIME, chance. UTC
func outlookID(d *draft) string {
	f := filetime(d.at)
	return fmt.Sprintf("%04x%08x$%08x$%s$@%s", 1+d.r.IntN(99), f>>32, f&0xFFFF_FFFF, some(d.r, lowerHex, 8), domainOf(d.l.From.Address))
}

func exchangeID(d *draft) string {
	return some(d.r, lowerHex, 32) + "@" + d.provider().machine("EX", 2, d.r) + "." + d.provider().Domain
}

// exoID: letters of the region, of the mailbox server, and base 16.
func exoID(d *draft) string {
	region := d.provider().pick("region", "AM", "DB", "VI", "PR")
	return fmt.Sprintf("%s%dPR%02dMB%s%s@%s%dPR%02dMB%s.eurprd%02d.prod.%s", region, 2+d.r.IntN(7), 1+d.r.IntN(10), some(d.r, figures, 4), some(d.r, upperHex, 27),
		region, 2+d.r.IntN(7), 1+d.r.IntN(10), some(d.r, figures, 4), 1+d.r.IntN(9), d.n.Of(ExoLike).Domain)
}

func yahooID(d *draft) string {
	return fmt.Sprintf("%d.%d.%d@mail.%s", 100_000+d.r.IntN(2_000_000_000), 10_000+d.r.IntN(9_000_000), d.at.UnixMilli(), d.provider().Domain)
}

func javaMailID(d *draft) string {
	return fmt.Sprintf("%d.%d.%d.JavaMail.app@%s", 10_000_000+d.r.IntN(2_000_000_000), d.r.IntN(90_000), d.at.UnixMilli(), d.provider().machine("sender", 6, d.r))
}

func appleID(d *draft) string {
	return uuid(d.r, upperHex) + "@" + domainOf(d.l.From.Address)
}

// thunderbirdID: seconds in hexadecimal before version 45, chance since.
func thunderbirdID(d *draft) string {
	if d.major() < 45 {
		return fmt.Sprintf("%08X.%07d@%s", d.at.Unix(), 1_000_000+d.r.IntN(8_999_999), domainOf(d.l.From.Address))
	}
	return uuid(d.r, lowerHex) + "@" + domainOf(d.l.From.Address)
}

func muttID(d *draft) string {
	return fmt.Sprintf("%s.G%s%d@%s", d.at.UTC().Format("20060102150405"), some(d.r, "ABCDEF", 1), 1000+d.r.IntN(30_000), d.desk())
}

func roundcubeID(d *draft) string { return some(d.r, lowerHex, 32) + "@" + domainOf(d.l.From.Address) }

// panelID: year to second, then chance, on the host that served the page.
func panelID(d *draft) string {
	return fmt.Sprintf("%s.%s.%s.wbe@%s.%s", d.at.UTC().Format("20060102150405"), some(d.r, lowerHex, 32), some(d.r, lowerHex, 10),
		d.provider().machine("email", 20, d.r), d.provider().Domain)
}

// The boundaries of mailers. level counts from the outermost.

// gmailBoundary: microseconds since the epoch, their lower ten hexadecimal
// digits last and the four above them in digits 13 to 16.
func gmailBoundary(d *draft, level int) string {
	if d.micros == 0 {
		d.micros, d.alike = uint64(d.at.UnixMicro()), some(d.r, lowerHex, 2)
	}
	h := fmt.Sprintf("%014x", d.micros-uint64(level*(1+d.r.IntN(9))))
	prefix := strings.Repeat("0", 12)
	if d.at.Year() < 2018 { // the machine's own
		prefix = fmt.Sprintf("%012x", hashed("machine", d.at.YearDay(), d.l.From.Address)&0xFFFF_FFFF|0x0011_0000_0000)
	}
	return prefix + h[10:] + d.alike + h[:10]
}

func outlookBoundary(d *draft, level int) string {
	if d.count == 0 {
		d.count = d.r.IntN(64)
	}
	f := filetime(wall(d.at).Add(-time.Duration(d.r.IntN(3)) * time.Millisecond))
	return fmt.Sprintf("----=_NextPart_%03X_%04X_%08X.%08X", level, d.count+level, f>>32, f&0xFFFF_FFFF)
}

func exchangeBoundary(d *draft, level int) string {
	id := strings.Trim(d.p.MessageID, "<>")
	local, host, _ := strings.Cut(id, "@")
	host, _, _ = strings.Cut(host, ".")
	if len(local) > 32 { // Exchange Online repeats no whole local part
		local = local[:32]
	}
	return fmt.Sprintf("_%03d_%s%s_", level, local, host)
}

func javaMailBoundary(d *draft, level int) string {
	return fmt.Sprintf("----=_Part_%d_%d.%d", d.r.IntN(90_000), 10_000+d.r.IntN(2_000_000_000), d.at.UnixMilli()-int64(level))
}

func appleBoundary(d *draft, _ int) string { return "Apple-Mail=_" + uuid(d.r, upperHex) }

func iphoneBoundary(d *draft, _ int) string { return "Apple-Mail-" + uuid(d.r, upperHex) }

func thunderbirdBoundary(d *draft, _ int) string {
	if d.major() < 60 {
		return "------------" + some(d.r, figures, 24)
	}
	if d.major() < 91 {
		return "------------" + some(d.r, upperHex, 24)
	}
	return "------------" + some(d.r, base64URL[:62], 24)
}

func muttBoundary(d *draft, _ int) string { return some(d.r, base64URL[:62], 16) }

func roundcubeBoundary(d *draft, _ int) string { return "=_" + some(d.r, lowerHex, 32) }

// threadIndex begins a thread, or adds to that of the parent by how much later
// the answer is. MS-OXOMSG §2.2.1.3
func threadIndex(r *rand.Rand, parent []byte, at time.Time) []byte {
	const head, step = 22, 5
	if len(parent) < head || len(parent) > head+200*step {
		b := make([]byte, 8, head)
		binary.BigEndian.PutUint64(b, filetime(at))
		for b = b[:6]; len(b) < head; {
			b = append(b, byte(r.Uint32()))
		}
		return b
	}
	passed := max(filetime(at), threadTime(parent)) - threadTime(parent)
	code := uint32(passed>>18) & 0x7FFF_FFFF
	if passed>>49 != 0 { // 31 bits of 2^18 units are not enough: coarser ones
		code = uint32(passed>>23)&0x7FFF_FFFF | 1<<31
	}
	child := binary.BigEndian.AppendUint32(append([]byte(nil), parent...), code)
	return append(child, byte(r.Uint32()))
}

// threadTime is the time that a Thread-Index ends at.
func threadTime(index []byte) uint64 {
	at := binary.BigEndian.Uint64(index) &^ 0xFFFF
	for rest := index[22:]; len(rest) >= 5; rest = rest[5:] {
		code := binary.BigEndian.Uint32(rest)
		at += uint64(code&0x7FFF_FFFF) << (18 + 5*(code>>31))
	}
	return at
}

func threadIndexText(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
