package ole

import (
	"fmt"
	"strings"
	"time"
)

// GUID writes 16 bytes as the registry does; empty where they are all zero.
func GUID(b []byte) string {
	if len(b) < 16 || strings.Trim(string(b[:16]), "\x00") == "" {
		return ""
	}
	return fmt.Sprintf("{%08X-%04X-%04X-%X-%X}", le32(b, 0), le16(b, 4), le16(b, 6), b[8:10], b[10:16])
}

// FileTime turns 100-nanosecond steps since 1601 into a time, UTC; the zero
// time where it is 0 or beyond the year 9999.
func FileTime(v uint64) time.Time {
	const toUnix, second = 11_644_473_600, 10_000_000
	if v == 0 || v/second > toUnix+253_402_300_799 {
		return time.Time{}
	}
	return time.Unix(int64(v/second)-toUnix, int64(v%second)*100).UTC()
}

// Printable is a name as people can read it: \x05SummaryInformation is
// [5]SummaryInformation.
func Printable(name string) string {
	var out strings.Builder
	for _, r := range name {
		if r < ' ' || r == 0x7F {
			fmt.Fprintf(&out, "[%d]", r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// U16 reads two bytes of b, little-endian; 0 where they are not there.
func U16(b []byte, at int) uint16 {
	if at < 0 || at > len(b)-2 {
		return 0
	}
	return le16(b, at)
}

// U32 reads four bytes as U16 does two.
func U32(b []byte, at int) uint32 {
	if at < 0 || at > len(b)-4 {
		return 0
	}
	return le32(b, at)
}
