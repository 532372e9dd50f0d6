"""Sphinx configuration. Nothing here needs the network: no inventories, no remote fonts or scripts."""

import re

from detente.version import __version__

project = "detente"
author = "The detente authors"
copyright = "2026, the detente authors"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_custom_sections = [("Attributes", "params_style")]
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
add_module_names = False

html_theme = "furo"
html_title = f"detente {release}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c66", "color-brand-content": "#0b5c66"},
    "dark_css_variables": {"color-brand-primary": "#6cc5cf", "color-brand-content": "#6cc5cf"},
}


def _let_names_break(_app, _page, _template, context, _doctree):
    """Allow long names in code to break after a dot, slash, underscore, bracket or colon."""
    if "body" in context:
        context["body"] = re.sub(
            r'(?<=<span class="pre">)[^<]+',
            lambda name: re.sub(r"(?<=[a-z0-9\[\]:])([./_\]:])(?=[\w&])", r"\1<wbr>", name[0]),
            context["body"],
        )


def setup(app):
    app.connect("html-page-context", _let_names_break)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
