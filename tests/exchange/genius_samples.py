"""A small made-up Genius domain with two profiles."""

from __future__ import annotations

DOMAIN = """<negotiation_template>
<agent class="x"/>
<utility_space number_of_issues="99">
<objective index="1" name="Fishing" type="objective">
  <issue index="2" name="Quota" type="discrete">
    <item index="1" value="100 t" cost="5"/>
    <item index="1" value="200 t"/>
    <item index="3" value="300 t"/>
  </issue>
  <issue index="4" name="Boats" type="integer" lowerbound="2" upperbound="4"/>
</objective>
</utility_space>
</negotiation_template>
"""

NORTH = """<utility_space>
<objective index="1" name="Fishing" type="objective">
  <weight index="2" value="0.6"/>
  <weight index="4" value="0.4"/>
  <issue index="2" name="Quota">
    <item index="1" value="100 t" evaluation="10"/>
    <item index="1" value="200 t" evaluation="20"/>
    <item index="2" value="300 t" evaluation="30"/>
    <similarity_function weight="0.2"><item index="1" value="100 t" evaluation="7"/></similarity_function>
  </issue>
  <issue index="4" name="Boats" type="integer" lowerbound="2" upperbound="4">
    <evaluator ftype="linear" slope="0.5" offset="0.0"/>
  </issue>
</objective>
<reservation value="0.25"/>
<discount_factor value="0.9"/>
</utility_space>
"""

SOUTH = """<utility_space>
<objective index="1" name="Fishing" type="objective">
  <issue index="2" name="Quota">
    <item index="3" value="300 t" evaluation="0"/>
    <item index="2" value="200 t" evaluation="0.2"/>
    <item index="1" value="100 t" evaluation="0.5"/>
  </issue>
  <issue index="4" name="Boats" type="integer" lowerbound="2" upperbound="4">
    <evaluator ftype="linear" slope="-0.25" offset="1.0"/>
  </issue>
  <weight index="2" value="0.5"/>
  <weight index="4" value="0.5"/>
</objective>
</utility_space>
"""

FILES = {"fishing.xml": DOMAIN, "north.xml": NORTH, "south.xml": SOUTH}

BOXES = """<utility_space type="nonlinear">
<objective index="0" name="root" type="objective">
  <issue index="1" name="A" type="integer" lowerbound="0" upperbound="9"/>
  <issue index="2" name="B" type="integer" lowerbound="0" upperbound="4"/>
  <utility maxutility="200">
    <ufun type="PlainUfun" weight="7" aggregation="sum">
      <hyperRectangle utility="50"><INCLUDES index="1" min="3" max="9"/><INCLUDES index="2" min="0" max="2"/>
      </hyperRectangle>
      <hyperRectangle utility="20" weight="2"><EXCLUDES index="2" min="1" max="3"/></hyperRectangle>
      <hyperRectangle utility="10"/>
      <ufun weight="0.5">
        <hyperRectangle utility="60"><INCLUDES index="1" min="0" max="0"/></hyperRectangle>
      </ufun>
    </ufun>
  </utility>
</objective>
<reservation value="0.1"/>
</utility_space>
"""
