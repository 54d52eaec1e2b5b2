package parcel

import (
	"fmt"
	"strings"

	"assay/office/claims"
)

// maxUnlike bounds the members that are named for being unlike the others.
const maxUnlike = 50

// unlike names the members whose headers differ from those of the most: by the
// version and system of their writer, or by having a time where most have none.
// One programme writes all alike.
func (p *Parcel) unlike(c *claims.Claims) {
	count := map[string]int{}
	most := ""
	for i := range p.Members {
		l := p.Members[i].look()
		if count[l]++; most == "" || count[l] > count[most] {
			most = l
		}
	}
	told := 0
	for i := range p.Members {
		m := &p.Members[i]
		if l := m.look(); l != most && count[most] > len(p.Members)/2 && told < maxUnlike {
			told++
			c.Field("member unlike the others", m.Name, fmt.Sprintf("zip: %s %s, the others %s", l, m.written(), most))
		}
	}
	if len(p.Members) > 0 {
		c.Field("first member", p.Members[0].Name, "the zip directory")
	}
}

// look is what the header of a member says of its writer.
func (m *Member) look() string {
	v := m.header.CreatorVersion
	look := fmt.Sprintf("version %d.%d on %s", v&255/10, v&255%10, host(v>>8))
	if !m.timeless() {
		return look + ", with a time"
	}
	return look + ", without a time"
}

// timeless says whether a member has no time: none, or the first moment of
// MS-DOS, which programmes that copy a package move to other zones.
func (m *Member) timeless() bool {
	at := m.written()
	return at == "" || strings.HasPrefix(at, "1980-01-01") || strings.HasPrefix(at, "1979-12-31")
}
