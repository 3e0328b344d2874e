package vm

import (
	"fmt"

	"github.com/yuin/gopher-lua/ast"

	"mud/lua/builtin"
)

// rewriter goes through a parsed source before it is compiled. It makes a call
// of each a .. b, as the interpreter's own instruction has no bound: one of them
// could make a text of any size. And it finds keys that a table gives twice.
type rewriter struct {
	file string
	err  error // the first mistake
}

// rewrite changes a parsed source in place.
func rewrite(chunk []ast.Stmt, file string) error {
	r := &rewriter{file: file}
	r.block(chunk)
	return r.err
}

func (r *rewriter) block(stmts []ast.Stmt) {
	for _, s := range stmts {
		r.stmt(s)
	}
}

func (r *rewriter) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		r.exprs(s.Lhs)
		r.exprs(s.Rhs)
	case *ast.LocalAssignStmt:
		r.exprs(s.Exprs)
	case *ast.FuncCallStmt:
		r.expr(&s.Expr)
	case *ast.DoBlockStmt:
		r.block(s.Stmts)
	case *ast.WhileStmt:
		r.expr(&s.Condition)
		r.block(s.Stmts)
	case *ast.RepeatStmt:
		r.block(s.Stmts)
		r.expr(&s.Condition)
	case *ast.IfStmt:
		r.expr(&s.Condition)
		r.block(s.Then)
		r.block(s.Else)
	case *ast.NumberForStmt:
		r.expr(&s.Init)
		r.expr(&s.Limit)
		r.expr(&s.Step)
		r.block(s.Stmts)
	case *ast.GenericForStmt:
		r.exprs(s.Exprs)
		r.block(s.Stmts)
	case *ast.FuncDefStmt:
		r.block(s.Func.Stmts)
	case *ast.ReturnStmt:
		r.exprs(s.Exprs)
	}
}

func (r *rewriter) exprs(list []ast.Expr) {
	for i := range list {
		r.expr(&list[i])
	}
}

func (r *rewriter) expr(at *ast.Expr) {
	switch e := (*at).(type) {
	case *ast.StringConcatOpExpr:
		*at = r.concat(e)
	case *ast.AttrGetExpr:
		r.expr(&e.Object)
		r.expr(&e.Key)
	case *ast.TableExpr:
		r.table(e)
	case *ast.FuncCallExpr:
		r.expr(&e.Func)
		r.expr(&e.Receiver)
		r.exprs(e.Args)
	case *ast.FunctionExpr:
		r.block(e.Stmts)
	default:
		r.operator(e)
	}
}

func (r *rewriter) operator(e ast.Expr) {
	switch e := e.(type) {
	case *ast.LogicalOpExpr:
		r.expr(&e.Lhs)
		r.expr(&e.Rhs)
	case *ast.RelationalOpExpr:
		r.expr(&e.Lhs)
		r.expr(&e.Rhs)
	case *ast.ArithmeticOpExpr:
		r.expr(&e.Lhs)
		r.expr(&e.Rhs)
	case *ast.UnaryMinusOpExpr:
		r.expr(&e.Expr)
	case *ast.UnaryNotOpExpr:
		r.expr(&e.Expr)
	case *ast.UnaryLenOpExpr:
		r.expr(&e.Expr)
	}
}

// concat makes one call of a whole chain a .. b .. c.
func (r *rewriter) concat(e *ast.StringConcatOpExpr) ast.Expr {
	fn := &ast.IdentExpr{Value: builtin.Concat}
	call := &ast.FuncCallExpr{Func: fn, AdjustRet: true}
	fn.SetLine(e.Line())
	call.SetLine(e.Line())
	call.SetLastLine(e.LastLine())
	for next := ast.Expr(e); ; {
		chain, ok := next.(*ast.StringConcatOpExpr)
		if !ok {
			call.Args = append(call.Args, single(next))
			break
		}
		call.Args = append(call.Args, single(chain.Lhs))
		next = chain.Rhs
	}
	r.exprs(call.Args)
	return call
}

// single takes one value only of what may give several: as an operand would.
func single(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.FuncCallExpr:
		e.AdjustRet = true
	case *ast.Comma3Expr:
		e.AdjustRet = true
	}
	return e
}

// table looks for keys that are given twice.
func (r *rewriter) table(t *ast.TableExpr) {
	lines := map[string]int{}
	for _, f := range t.Fields {
		r.expr(&f.Key)
		r.expr(&f.Value)
		key, ok := f.Key.(*ast.StringExpr)
		if !ok {
			continue
		}
		if first := lines[key.Value]; first > 0 && r.err == nil {
			r.err = &SyntaxError{File: r.file, Line: f.Value.Line(), Message: fmt.Sprintf(
				"the key %q is in this table twice: first on line %d", key.Value, first)}
		}
		lines[key.Value] = max(1, f.Value.Line())
	}
}
