package tell

import (
	"encoding/base64"
	"encoding/binary"
	"testing"
	"time"
)

// threadHeadOf writes a beginning: with the byte that Exchange Online puts
// before the time, or without.
func threadHeadOf(begun time.Time, online bool) []byte {
	units := uint64(begun.Unix()*1e7 + epochFiletime)
	b := make([]byte, threadHead)
	if online {
		b[0] = 1
		var full [8]byte
		binary.BigEndian.PutUint64(full[:], units)
		copy(b[1:6], full[:5])
		return b
	}
	binary.BigEndian.PutUint64(b, units)
	clear(b[6:])
	return b
}

// answer adds what an answer adds, in coarse units where the difference is long.
func answer(b []byte, units uint64) []byte {
	step := uint32(units>>18) & 0x7FFF_FFFF
	if units >= 1<<49 {
		step = 1<<31 | uint32(units>>23)&0x7FFF_FFFF
	}
	return append(binary.BigEndian.AppendUint32(b, step), 0x5A)
}

func TestThreadIndexLayouts(t *testing.T) {
	begun := time.Date(2021, time.September, 14, 15, 43, 32, 0, time.UTC)
	later := begun.Add(77 * time.Hour)
	misread := func() []byte { // as whoever answers reads the time of Exchange Online
		b := threadHeadOf(begun, true)
		from := binary.BigEndian.Uint64(b) &^ 0xFFFF
		return answer(b, (uint64(later.Unix()*1e7+epochFiletime)-from)%coarsest)
	}
	for name, c := range map[string]struct {
		index []byte
		last  time.Time
	}{
		"old":             {threadHeadOf(begun, false), begun},
		"old, answered":   {answer(threadHeadOf(begun, false), uint64(77*time.Hour/100)), later},
		"old, around":     {answer(answer(threadHeadOf(begun, false), 1<<53), 1<<53+uint64(77*time.Hour/100)), later},
		"new":             {threadHeadOf(begun, true), begun},
		"new, answered":   {answer(threadHeadOf(begun, true), uint64(77*time.Hour/100)), later},
		"new, misread":    {misread(), later},
		"new, long after": {answer(threadHeadOf(begun, true), uint64(24*1000*time.Hour/100)), begun.AddDate(0, 0, 1000)},
	} {
		got, ok := readThreadIndex(base64.StdEncoding.EncodeToString(c.index), c.last.Add(3*time.Minute))
		if !ok || got.start.Sub(begun).Abs() > 2*time.Second || got.last.Sub(c.last).Abs() > 4*time.Second {
			t.Errorf("%s: %+v, %v, want %s and %s", name, got, ok, begun, c.last)
		}
	}
	for _, s := range []string{"", "AQ==", "qX92QwLBi0un/69XQpQP6tb4aScRlQ==", "AcH6zdFWkzlQxrDSSbu4EzqS1gGdDgA="} {
		if got, ok := readThreadIndex(s, begun); ok {
			t.Errorf("%q is read as %+v", s, got)
		}
	}
}
