package score

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Size of a Tippett plot, in pixels, and its reach in powers of ten.
const (
	plotWidth  = 640
	plotHeight = 360
	plotMargin = 56
	plotReach  = 6.0
)

// Tippett draws, as an SVG, which share of the items of each sort has a ratio
// greater than each value. The farther the curves lie apart at 1 to 1, the
// better; a curve of authentic items left of it is misleading evidence.
func Tippett(w io.Writer, authentic, forged []float64) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">`+"\n", plotWidth, plotHeight)
	fmt.Fprintf(&b, "<title>Tippett plot: share of items whose likelihood ratio is greater than each value</title>\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", plotWidth, plotHeight)
	for e := -int(plotReach); e <= int(plotReach); e += 2 {
		x := plotX(float64(e))
		fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n",
			x, plotY(0), x, plotY(1), x, plotHeight-plotMargin+18, power(e))
	}
	for share := 0.0; share <= 1; share += 0.25 {
		fmt.Fprintf(&b, `<text x="%d" y="%.1f" text-anchor="end">%.0f %%</text>`+"\n", plotMargin-6, plotY(share)+4, 100*share)
	}
	fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#888"/>`+"\n", plotX(0), plotY(0), plotX(0), plotY(1))
	plotCurve(&b, authentic, "#1b6ca8", "")
	plotCurve(&b, forged, "#b03a2e", "6 4")
	fmt.Fprintf(&b, `<text x="%d" y="20" fill="#1b6ca8">as they were sent: %d items (solid)</text>`+"\n", plotMargin, len(authentic))
	fmt.Fprintf(&b, `<text x="%d" y="38" fill="#b03a2e">forged, with traces: %d items (dashed)</text>`+"\n", plotMargin, len(forged))
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">likelihood ratio, "as it was sent" to "altered or made up"</text>`+"\n</svg>\n", plotWidth/2, plotHeight-12)
	_, err := io.WriteString(w, b.String())
	return err
}

// plotCurve draws the share of ratios above each value, as steps.
func plotCurve(b *strings.Builder, ratios []float64, colour, dashes string) {
	if len(ratios) == 0 {
		return
	}
	list := slices.Clone(ratios)
	slices.Sort(list)
	fmt.Fprintf(b, `<path fill="none" stroke="%s" stroke-width="2" stroke-dasharray="%s" d="M%.1f %.1f`, colour, dashes, plotX(-plotReach), plotY(1))
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j] == list[i] {
			j++
		}
		fmt.Fprintf(b, "H%.1fV%.1f", plotX(math.Log10(list[i])), plotY(1-float64(j)/float64(len(list))))
		i = j
	}
	fmt.Fprintf(b, `H%.1f"/>`+"\n", plotX(plotReach))
}

func plotX(log float64) float64 {
	log = min(max(log, -plotReach), plotReach)
	return plotMargin + (log+plotReach)/(2*plotReach)*(plotWidth-2*plotMargin)
}

func plotY(share float64) float64 {
	return plotHeight - plotMargin - share*(plotHeight-2*plotMargin)
}

func power(e int) string {
	switch {
	case e == 0:
		return "1"
	case e > 0:
		return fmt.Sprintf("10^%d", e)
	}
	return fmt.Sprintf("10^−%d", -e)
}
