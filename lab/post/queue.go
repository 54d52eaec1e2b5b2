package post

import (
	"fmt"
	"time"
)

// How servers name the mails that they take, and their own builds.

// eximID: seconds since the epoch in base 62, then process and fraction.
func eximID(c *carry, at time.Time) string {
	const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	b := make([]byte, 6)
	for i, n := 5, at.Unix(); i >= 0; i, n = i-1, n/62 {
		b[i] = signs[n%62]
	}
	return string(b) + "-000" + some(c.r, signs, 3) + "-" + some(c.r, signs, 2)
}

// postfixID: the microseconds of the second in hexadecimal, then the inode.
func postfixID(c *carry, at time.Time) string {
	return fmt.Sprintf("%05X%s", at.Nanosecond()/1000, some(c.r, upperHex, 5))
}

// gmailQueue ends in the time of the server's zone.
func gmailQueue(c *carry, at time.Time) string {
	return some(c.r, lettersOnly, 1) + some(c.r, figures, 2) + some(c.r, lettersOnly, 2) + some(c.r, figures, 7) + some(c.r, lettersOnly, 3) +
		fmt.Sprintf(".%d.", 1+c.r.IntN(300)) + at.Format("2006.01.02.15.04.05")
}

func shortQueue(c *carry) string {
	return some(c.r, lettersOnly, 1) + some(c.r, figures, 2) + "mr" + some(c.r, figures, 7) + some(c.r, lettersOnly, 3)
}

// exoBuild is the build of a time, in the form of either hop.
func exoBuild(at time.Time, mapi bool) string {
	product, major, build := 15, 1, 300+int(at.Month())*24
	switch {
	case at.Year() >= 2018:
		major, build = 20, (at.Year()-2018)*1000+int(at.Month())*80+at.Day()
	case at.Year() < 2013:
		product, major = 14, 16
	case at.Year() < 2015:
		major, build = 0, 700+int(at.Month())*25
	}
	if mapi {
		return fmt.Sprintf("%d.%02d.%04d.%03d", product, major, build, 10+at.Day())
	}
	return fmt.Sprintf("%d.%d.%d.%d", product, major, build, 10+at.Day())
}

// arrival is a time as Exchange writes it: behind the point stand four figures.
func arrival(at time.Time) string {
	return at.UTC().Format("02 Jan 2006 15:04:05.") + fmt.Sprintf("%04d (UTC)", at.Nanosecond()/1e6*10)
}

// exchangeBuild is the build of an Exchange on its premises.
func exchangeBuild(p *Provider, at time.Time, mapi bool) string {
	v := [...]int{14, 3, 123, 3}
	switch {
	case at.Year() >= 2018:
		v = [...]int{15, 1, 1415, 2}
	case at.Year() >= 2014:
		v = [...]int{15, 0, 1076, 9}
	}
	v[3] += int(hashed("build", p.Domain) % 5)
	if mapi {
		return fmt.Sprintf("%d.%02d.%04d.%03d", v[0], v[1], v[2], v[3])
	}
	return fmt.Sprintf("%d.%d.%d.%d", v[0], v[1], v[2], v[3])
}
