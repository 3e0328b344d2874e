package lint

import "github.com/yuin/gopher-lua/ast"

// survey notes what the whole file does to names, before it is looked at.
func (c *checker) survey(n any) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			switch to := lhs.(type) {
			case *ast.IdentExpr:
				c.assigned[to.Value] = true
			case *ast.AttrGetExpr:
				if key, ok := text(to.Key); ok {
					c.set[key] = true
				}
			}
		}
	case *ast.IfStmt:
		c.test(n.Condition)
	case *ast.LogicalOpExpr:
		c.test(n.Lhs)
		c.test(n.Rhs)
	case *ast.UnaryNotOpExpr:
		c.test(n.Expr)
	case *ast.RelationalOpExpr:
		c.test(n.Lhs)
		c.test(n.Rhs)
	}
	for _, inner := range children(n) {
		c.survey(inner)
	}
}

// test notes that the file asks whether a field is there.
func (c *checker) test(e ast.Expr) {
	if at, ok := e.(*ast.AttrGetExpr); ok {
		if key, ok := text(at.Key); ok {
			c.tested[key] = true
		}
	}
}

// text is a literal text.
func text(e ast.Expr) (string, bool) {
	s, ok := e.(*ast.StringExpr)
	if !ok {
		return "", false
	}
	return s.Value, true
}

// block looks at statements in a scope of their own, with some locals.
func (c *checker) block(stmts []ast.Stmt, locals map[string]value) {
	c.open()
	for name, v := range locals {
		c.declare(name, v)
	}
	for _, s := range stmts {
		c.stmt(s)
	}
	c.close()
}

func (c *checker) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.LocalAssignStmt:
		c.localStmt(s)
	case *ast.AssignStmt:
		c.exprs(s.Rhs)
		for _, lhs := range s.Lhs {
			c.target(lhs)
		}
	case *ast.DoBlockStmt:
		c.block(s.Stmts, nil)
	case *ast.WhileStmt:
		c.expr(s.Condition)
		c.block(s.Stmts, nil)
	case *ast.RepeatStmt:
		c.open() // the condition sees the locals of the block
		for _, inner := range s.Stmts {
			c.stmt(inner)
		}
		c.expr(s.Condition)
		c.close()
	case *ast.IfStmt:
		c.expr(s.Condition)
		c.block(s.Then, nil)
		c.block(s.Else, nil)
	case *ast.NumberForStmt:
		for _, e := range present(s.Init, s.Limit, s.Step) {
			c.expr(e.(ast.Expr))
		}
		c.block(s.Stmts, map[string]value{s.Name: {}})
	case *ast.GenericForStmt:
		c.exprs(s.Exprs)
		locals := map[string]value{}
		for _, name := range s.Names {
			locals[name] = value{}
		}
		c.block(s.Stmts, locals)
	case *ast.FuncDefStmt:
		c.funcDef(s)
	case *ast.FuncCallStmt:
		c.expr(s.Expr)
	case *ast.ReturnStmt:
		c.exprs(s.Exprs)
	}
}

// localStmt declares locals; a local function knows its own name.
func (c *checker) localStmt(s *ast.LocalAssignStmt) {
	if len(s.Names) == 1 && len(s.Exprs) == 1 {
		if _, ok := s.Exprs[0].(*ast.FunctionExpr); ok {
			c.declare(s.Names[0], value{})
		}
	}
	c.exprs(s.Exprs)
	for i, name := range s.Names {
		v := value{}
		if i < len(s.Exprs) {
			v = c.value(s.Exprs[i])
		}
		c.declare(name, v)
	}
}

// target looks at what is assigned to.
func (c *checker) target(e ast.Expr) {
	if id, ok := e.(*ast.IdentExpr); ok {
		if _, ok := c.local(id.Value); !ok {
			c.report(e, id.Value, "\""+id.Value+"\" is not local: write local "+id.Value+", or put it into the table that the file returns")
		}
		return
	}
	if at, ok := e.(*ast.AttrGetExpr); ok {
		c.expr(at.Object)
		c.expr(at.Key)
	}
}

func (c *checker) funcDef(s *ast.FuncDefStmt) {
	var self value
	switch {
	case s.Name.Receiver != nil:
		c.expr(s.Name.Receiver)
		if c.value(s.Name.Receiver).what == class {
			self = value{what: handle}
		}
		c.function(s.Func, map[string]value{"self": self})
		return
	default:
		c.target(s.Name.Func)
	}
	c.function(s.Func, nil)
}

// function looks at a function; known are what some of its parameters hold.
func (c *checker) function(f *ast.FunctionExpr, known map[string]value) {
	locals := map[string]value{}
	for _, name := range f.ParList.Names {
		locals[name] = value{}
	}
	for name, v := range known {
		locals[name] = v
	}
	c.block(f.Stmts, locals)
}

func (c *checker) exprs(list []ast.Expr) {
	for _, e := range list {
		c.expr(e)
	}
}

func (c *checker) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.IdentExpr:
		c.global(e)
		return
	case *ast.FunctionExpr:
		c.function(e, nil)
		return
	case *ast.AttrGetExpr:
		c.field(e)
	case *ast.FuncCallExpr:
		if c.call(e) {
			return
		}
	}
	for _, inner := range inside(e) {
		c.expr(inner.(ast.Expr))
	}
}

// global reports a name that is neither a local nor a global.
func (c *checker) global(e *ast.IdentExpr) {
	if _, ok := c.local(e.Value); ok {
		return
	}
	if _, ok := c.known.Globals[e.Value]; ok {
		return
	}
	names := Set{}
	for s := c.scope; s != nil; s = s.outer {
		for name := range s.locals {
			names[name] = true
		}
	}
	for name := range c.known.Globals {
		names[name] = true
	}
	if hint := mean(e.Value, names); hint != "" {
		c.report(e, e.Value, "there is no variable \""+e.Value+"\""+hint)
		return
	}
	c.report(e, e.Value, "there is no variable \""+e.Value+"\": is a local or a require missing?")
}
