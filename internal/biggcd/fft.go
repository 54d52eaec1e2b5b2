package biggcd

// A transform evaluates a polynomial at the roots of x^m - i by splitting the
// ring: a node x^(4h) - w splits into four nodes x^h - v with v^4 = w, until
// h is one. No reordering is needed, and the factors of a node are the same for
// every column, so they stay in registers. The inverse retraces the tree.

// cacheBlock is how many points are transformed pass by pass; longer blocks
// are split first, so that the parts stay in the processor's cache.
const cacheBlock = 1 << 11

// forward transforms x in place.
func (t *transform) forward(x []complex128) {
	part := len(x) / t.radix
	switch t.radix {
	case 3:
		split3(x)
	case 5:
		split5(x)
	}
	for c, tree := range t.trees {
		t.down(tree, x[c*part:(c+1)*part], 0, 0)
	}
}

// backward undoes forward but for a factor of len(x).
func (t *transform) backward(x []complex128) {
	part := len(x) / t.radix
	for c, tree := range t.trees {
		t.up(tree, x[c*part:(c+1)*part], 0, 0)
	}
	switch t.radix {
	case 3:
		merge3(x)
	case 5:
		merge5(x)
	}
}

// down splits the node of the given level, and what lies below it.
func (t *transform) down(tree *tree, x []complex128, level, node int) {
	if len(x) > cacheBlock {
		split4(x, &tree.levels[level][node])
		q := len(x) / 4
		for c := range 4 {
			t.down(tree, x[c*q:(c+1)*q], level+1, 4*node+c)
		}
		return
	}
	nodes := 1
	size := len(x)
	for ; size > 4; size /= 4 {
		splitLevel(x, size, tree.levels[level][node*nodes:(node+1)*nodes])
		level, nodes = level+1, 4*nodes
	}
	if size == 4 {
		split4leaves(x, tree.levels[level][node*nodes:(node+1)*nodes])
	} else if size == 2 {
		split2leaves(x, tree.pairs[level][node*nodes:(node+1)*nodes])
	}
}

// up merges what lies below a node, and then the node.
func (t *transform) up(tree *tree, x []complex128, level, node int) {
	if len(x) > cacheBlock {
		q := len(x) / 4
		for c := range 4 {
			t.up(tree, x[c*q:(c+1)*q], level+1, 4*node+c)
		}
		merge4(x, &tree.levels[level][node])
		return
	}
	bottom, nodes, size := level, 1, len(x)
	for ; size > 4; size /= 4 {
		bottom, nodes = bottom+1, 4*nodes
	}
	if size == 4 {
		merge4leaves(x, tree.levels[bottom][node*nodes:(node+1)*nodes])
	} else if size == 2 {
		merge2leaves(x, tree.pairs[bottom][node*nodes:(node+1)*nodes])
	}
	for bottom > level {
		bottom, nodes, size = bottom-1, nodes/4, size*4
		mergeLevel(x, size, tree.levels[bottom][node*nodes:(node+1)*nodes])
	}
}

func conj(z complex128) complex128   { return complex(real(z), -imag(z)) }
func timesI(z complex128) complex128 { return complex(-imag(z), real(z)) }

func split4(x []complex128, f *factors) {
	w1, w2, w3 := f.w1, f.w2, f.w3
	h := len(x) / 4
	x0, x1, x2, x3 := x[:h], x[h:2*h], x[2*h:3*h], x[3*h:4*h]
	x1, x2, x3 = x1[:len(x0)], x2[:len(x0)], x3[:len(x0)]
	for i := range x0 {
		a, b, c, d := x0[i], x1[i]*w2, x2[i]*w1, x3[i]*w3
		s, t, u, v := a+c, a-c, b+d, timesI(b-d)
		x0[i], x1[i], x2[i], x3[i] = s+u, s-u, t+v, t-v
	}
}

func merge4(x []complex128, f *factors) {
	w1, w2, w3 := conj(f.w1), conj(f.w2), conj(f.w3)
	h := len(x) / 4
	x0, x1, x2, x3 := x[:h], x[h:2*h], x[2*h:3*h], x[3*h:4*h]
	x1, x2, x3 = x1[:len(x0)], x2[:len(x0)], x3[:len(x0)]
	for i := range x0 {
		a, b, c, d := x0[i], x1[i], x2[i], x3[i]
		s, u, t, v := a+b, a-b, c+d, timesI(d-c)
		x0[i], x1[i], x2[i], x3[i] = s+t, (u+v)*w2, (s-t)*w1, (u-v)*w3
	}
}
