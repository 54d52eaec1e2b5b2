package xmlsig

// value writes the value of an attribute.
func (c *canon) value(text string) {
	c.out = append(c.out, `="`...)
	from := 0
	for i := 0; i < len(text); i++ {
		if to := inValue[text[i]]; to != "" {
			c.out = append(append(c.out, text[from:i]...), to...)
			from = i + 1
		}
	}
	c.out = append(append(c.out, text[from:]...), '"')
}

// What stands for a byte, in values, in texts, and in comments and the like.
// Canonical XML §2.3
var (
	inValue = [256]string{'&': "&amp;", '<': "&lt;", '"': "&quot;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;"}
	inText  = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "&#xD;"}
	inAside = [256]string{'\r': "&#xD;"}
)

func (c *canon) escaped(text []byte, table *[256]string) {
	from := 0
	for i, ch := range text {
		if to := table[ch]; to != "" {
			c.out = append(append(c.out, text[from:i]...), to...)
			from = i + 1
		}
	}
	c.out = append(c.out, text[from:]...)
}
