package claims

import "fmt"

// maxFindings bounds what is said of one document.
const maxFindings = 1000

// Finish cuts what was gathered to its bounds, and says so where it did.
func (c *Claims) Finish() {
	if over := len(c.D.Findings) - maxFindings; over > 0 {
		c.D.Findings = c.D.Findings[:maxFindings:maxFindings]
		c.D.Unread("office/findings-cut", "the document", fmt.Sprintf("%d more findings were made; they are left out.", over))
	}
	c.D.Bound()
}
