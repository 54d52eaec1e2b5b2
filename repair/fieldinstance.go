package repair

// undoOtherInstance takes another field of the same name.
func undoOtherInstance(c *context, name string, at int, add func([]byte, int)) {
	if at < 0 {
		return
	}
	n := 0
	for i, f := range c.m.Header {
		if i != at && f.Is(name) {
			if n++; n > 3 {
				return
			}
			add(f.Raw, n-1)
		}
	}
}
